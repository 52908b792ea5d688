namespace Collector.Pipeline.Configuration;

/// <summary>Keys and values in the order written, merge keys (<c>&lt;&lt;</c>) already merged; no key occurs twice.</summary>
public sealed class YamlMapping : YamlNode
{
    internal YamlMapping(SourcePosition position, IReadOnlyList<YamlEntry> entries)
        : base(position, 1 + entries.Sum(entry => 1 + entry.Value.Weight)) => Entries = entries;

    public IReadOnlyList<YamlEntry> Entries { get; }

    public override string Kind => "a mapping";

    /// <summary>The value under a key, or null.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key) return entry.Value;
        }

        return null;
    }
}

/// <summary>One key of a mapping and its value.</summary>
public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
