using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>What makes lines of the log the same kind: where they come from, and the template of their message.</summary>
internal readonly record struct LogKind(string Category, LogLevel Level, string Template)
{
    private const string TemplateName = "{OriginalFormat}"; // as the platform calls it

    /// <summary>The kind of an entry, and the first value of its message: the target, the endpoint, the file.</summary>
    public static (LogKind Kind, string Key) Of<TState>(string category, LogLevel level, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values) return (new LogKind(category, level, state?.ToString() ?? ""), "");
        var template = values[^1] is { Key: TemplateName, Value: string text } ? text : "";
        return (new LogKind(category, level, template), values.Count > 1 ? values[0].Value?.ToString() ?? "" : "");
    }

    /// <summary>The values of an entry's message by name, in the order of the template.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> ValuesOf<TState>(TState state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> values ? values.Where(value => value.Key != TemplateName) : [];
}
