using Collector.Pipeline.Configuration;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>Reads the <c>log</c> section.</summary>
internal static class LogOptionsReader
{
    /// <summary>Levels as Prometheus' programs have them.</summary>
    public static IReadOnlyDictionary<string, LogLevel> Levels { get; } = new Dictionary<string, LogLevel>(StringComparer.Ordinal)
    {
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warn"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    public static LogOptions Read(MappingReader log)
    {
        var read = new LogOptions
        {
            Level = log.Choice("level", Levels),
            Format = log.Enum<LogFormat>("format"),
            LinesPerMinute = log.Int("lines_per_minute", min: 0, max: LogSettings.MostLines),
            RepeatsPerMinute = log.Int("repeats_per_minute", min: 0, max: LogSettings.MostLines),
        };
        log.RejectUnknown();
        return read;
    }
}
