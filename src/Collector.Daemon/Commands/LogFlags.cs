using System.CommandLine;
using Collector.Daemon.Logging;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Commands;

/// <summary><c>--log.level</c> and <c>--log.format</c>, as Prometheus' programs have them.</summary>
internal sealed class LogFlags
{
    private readonly Option<string> _level = new("--log.level") { Description = "What to log: debug, info, warn or error", DefaultValueFactory = _ => "info", HelpName = "LEVEL" };

    private readonly Option<string?> _format = new("--log.format") { Description = "How: text, logfmt or json; text by default, logfmt without a collector.yml", HelpName = "FORMAT" };

    public LogFlags()
    {
        _level.AcceptOnlyFromAmong("debug", "info", "warn", "error");
        _format.AcceptOnlyFromAmong("text", "logfmt", "json");
    }

    public IEnumerable<Option> Options => [_level, _format];

    /// <param name="result">The command line.</param>
    /// <param name="usual">The format when none is asked for.</param>
    public LogSettings Read(ParseResult result, LogFormat usual) => new(
        result.GetValue(_level) switch
        {
            "debug" => LogLevel.Debug,
            "warn" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => LogLevel.Information,
        },
        result.GetValue(_format) is { } format ? Enum.Parse<LogFormat>(format, ignoreCase: true) : usual);
}
