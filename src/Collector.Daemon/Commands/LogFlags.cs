using System.CommandLine;
using Collector.Daemon.Logging;

namespace Collector.Daemon.Commands;

/// <summary><c>--log.level</c> and <c>--log.format</c>, as Prometheus' programs have them.</summary>
internal sealed class LogFlags
{
    private readonly Option<string?> _level = new("--log.level") { Description = "What to log: debug, info, warn or error; info by default, or what collector.yml says", HelpName = "LEVEL" };

    private readonly Option<string?> _format = new("--log.format") { Description = "How: text, logfmt or json; text by default, or what collector.yml says, logfmt without one", HelpName = "FORMAT" };

    public LogFlags()
    {
        _level.AcceptOnlyFromAmong("debug", "info", "warn", "error");
        _format.AcceptOnlyFromAmong("text", "logfmt", "json");
    }

    public IEnumerable<Option> Options => [_level, _format];

    /// <param name="result">The command line, which goes before the file.</param>
    /// <param name="written">What the file says.</param>
    /// <param name="usual">The format when none is asked for.</param>
    public LogSettings Read(ParseResult result, LogOptions written, LogFormat usual)
    {
        var builtIn = new LogSettings();
        return new LogSettings(
            result.GetValue(_level) is { } level ? LogOptionsReader.Levels[level] : written.Level ?? builtIn.Level,
            result.GetValue(_format) is { } format ? Enum.Parse<LogFormat>(format, ignoreCase: true) : written.Format ?? usual)
        {
            LinesPerMinute = written.LinesPerMinute ?? builtIn.LinesPerMinute,
            RepeatsPerMinute = written.RepeatsPerMinute ?? builtIn.RepeatsPerMinute,
        };
    }
}
