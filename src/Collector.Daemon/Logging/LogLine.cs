using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Logging;

/// <summary>What a machine-readable line of the log holds, in order: time, level, source, message, the values in the message by name, and an error if there is one.</summary>
internal readonly record struct LogLine(string Time, string Level, string Source, string Message, IReadOnlyList<KeyValuePair<string, string>> Values, string? Error)
{
    private static readonly string[] Taken = ["time", "level", "source", "msg", "err"];

    public static LogLine Of<TState>(in LogEntry<TState> entry, TimeProvider time)
    {
        var message = entry.Formatter(entry.State, entry.Exception);
        return new LogLine(
            time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            NameOf(entry.LogLevel),
            entry.Category[(entry.Category.LastIndexOf('.') + 1)..],
            message,
            [.. ValuesOf(entry.State, message)],
            entry.Exception?.ToString());
    }

    /// <summary>What a program can select by: the target, the endpoint, the count. A value that is the whole message is not said twice.</summary>
    private static IEnumerable<KeyValuePair<string, string>> ValuesOf<TState>(TState state, string message)
    {
        foreach (var (name, value) in LogKind.ValuesOf(state))
        {
            var (key, text) = (JsonNamingPolicy.SnakeCaseLower.ConvertName(name), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            if (text != message) yield return KeyValuePair.Create(Taken.Contains(key, StringComparer.Ordinal) ? key + "_" : key, text);
        }
    }

    // The four that Prometheus' programs have.
    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };
}
