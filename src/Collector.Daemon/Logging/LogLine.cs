using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Logging;

/// <summary>What a machine-readable line of the log holds, in order: time, level, source, message, and an error if there is one.</summary>
internal readonly record struct LogLine(string Time, string Level, string Source, string Message, string? Error)
{
    public static LogLine Of<TState>(in LogEntry<TState> entry, TimeProvider time) => new(
        time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        NameOf(entry.LogLevel),
        entry.Category[(entry.Category.LastIndexOf('.') + 1)..],
        entry.Formatter(entry.State, entry.Exception),
        entry.Exception?.ToString());

    // The four that Prometheus' programs have.
    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };
}
