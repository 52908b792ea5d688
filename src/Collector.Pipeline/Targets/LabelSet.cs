using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Targets;

/// <summary>Labels sorted by name (ordinal), each name once, with their exposition form built ahead of any scrape.</summary>
/// <remarks>Immutable, so any thread may read it. A label with an empty value is no label, as in Prometheus.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "A set of labels is what Prometheus calls it")]
public sealed class LabelSet : IReadOnlyList<Label>, IEquatable<LabelSet>
{
    private readonly Label[] _labels;
    private readonly byte[] _exposition;

    private LabelSet(Label[] sorted)
    {
        _labels = sorted;
        _exposition = Format(sorted);
    }

    public static LabelSet Empty { get; } = new([]);

    public int Count => _labels.Length;

    /// <summary>UTF-8 <c>a="x",b="y"</c>, escaped as the text format asks, without braces.</summary>
    public ReadOnlyMemory<byte> Exposition => _exposition;

    public Label this[int index] => _labels[index];

    /// <exception cref="ArgumentException">A name is invalid or comes twice.</exception>
    public static LabelSet From(IEnumerable<Label> labels)
    {
        Label[] sorted = [.. labels.Where(label => label.Value.Length > 0).OrderBy(label => label.Name, StringComparer.Ordinal)];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (!IsValidName(sorted[i].Name)) throw new ArgumentException($"'{sorted[i].Name}' is not a valid label name", nameof(labels));
            if (i > 0 && sorted[i].Name == sorted[i - 1].Name) throw new ArgumentException($"label '{sorted[i].Name}' is given twice", nameof(labels));
        }
        return sorted.Length == 0 ? Empty : new LabelSet(sorted);
    }

    /// <inheritdoc cref="From(IEnumerable{Label})"/>
    public static LabelSet From(IEnumerable<KeyValuePair<string, string>> labels) => From(labels.Select(label => new Label(label.Key, label.Value)));

    /// <summary>Whether a name is <c>[a-zA-Z_][a-zA-Z0-9_]*</c>, the data model's rule for labels.</summary>
    public static bool IsValidName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }
        return true;
    }

    /// <summary>The value of a label, or null when there is none of that name.</summary>
    public string? Get(string name)
    {
        foreach (var label in _labels) // a target has a handful of labels: a walk is faster than a search tree
        {
            if (label.Name == name) return label.Value;
        }
        return null;
    }

    public bool Equals(LabelSet? other) => other is not null && _exposition.AsSpan().SequenceEqual(other._exposition);

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_exposition);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{{{Encoding.UTF8.GetString(_exposition)}}}";

    public IEnumerator<Label> GetEnumerator() => ((IEnumerable<Label>)_labels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static byte[] Format(Label[] labels)
    {
        using var text = new MemoryStream();
        foreach (var (name, value) in labels)
        {
            if (text.Length > 0) text.WriteByte((byte)',');
            text.Write(Encoding.UTF8.GetBytes(name));
            text.Write("=\""u8);
            text.Write(LabelEscaping.Escape(value));
            text.WriteByte((byte)'"');
        }
        return text.ToArray();
    }
}
