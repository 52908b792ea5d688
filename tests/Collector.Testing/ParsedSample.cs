namespace Collector.Testing;

/// <summary>One line of an exposition page.</summary>
/// <param name="Name">The name on the line.</param>
/// <param name="Labels">Unescaped, in the order of the line.</param>
/// <param name="Value">As Prometheus would read it.</param>
/// <param name="Text">The value as written.</param>
/// <param name="Timestamp">As written, or null.</param>
public sealed record ParsedSample(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value, string Text, string? Timestamp)
{
    /// <summary>The series: name and labels sorted by label name.</summary>
    public string Series => $"{Name}{{{string.Join(',', Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{label.Value}\""))}}}";

    /// <summary>A label's value, or null.</summary>
    public string? this[string label] => Labels.Where(pair => pair.Key == label).Select(pair => pair.Value).SingleOrDefault();
}
