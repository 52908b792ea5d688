using Collector.Gnmi.Mapping.Wire;

namespace Collector.Gnmi.Mapping.Joins;

/// <summary>The values of the joined leaves of one target, by the keys of their rows. All subscriptions of the target share it, so that one may bring the names for the other's counters.</summary>
/// <remarks>
/// Any thread; whatever changes holds <see cref="Gate"/>. An update costs one look-up. When a text changes, the rows that carry it are queued with their owners, who write their labels
/// anew when they next write.
/// </remarks>
internal sealed class JoinedTexts
{
    /// <summary>A label is no place for a document; what is behind this many bytes is cut off.</summary>
    public const int LongestText = 1024;

    private readonly Dictionary<byte[], JoinedText>[] _texts;
    private readonly int _most;

    /// <param name="joins">How many there are.</param>
    /// <param name="most">Texts kept of each; a device chooses how many it sends.</param>
    public JoinedTexts(int joins, int most)
    {
        _most = most;
        _texts = [.. Enumerable.Range(0, joins).Select(_ => new Dictionary<byte[], JoinedText>(ByteKeys.Comparer))];
    }

    internal Lock Gate { get; } = new();

    /// <summary>A joined leaf has a value; empty for none any more. Whether anything changed.</summary>
    /// <param name="join">Its place in <see cref="LeafJoins"/>.</param>
    /// <param name="key">The key of the leaf's row.</param>
    /// <param name="text">UTF-8 as sent.</param>
    public bool Set(int join, ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        text = Cut(text);
        lock (Gate)
        {
            if (!TryFind(join, key, out var known))
            {
                if (text.IsEmpty || (known = Add(join, key)) is null) return false;
            }
            else if (text.SequenceEqual(known.Text))
            {
                return false;
            }

            known.Text = text.ToArray();
            known.QueueRows();
            Forget(join, key, known);
            return true;
        }
    }

    /// <summary>The text of a key, made if need be; null when there are too many.</summary>
    internal JoinedText? FindOrAdd(int join, ReadOnlySpan<byte> key) => TryFind(join, key, out var known) ? known : Add(join, key);

    internal bool TryFind(int join, ReadOnlySpan<byte> key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JoinedText? text) =>
        _texts[join].GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out text);

    /// <summary>Drops a text that is empty and that no row waits for.</summary>
    internal void Forget(int join, ReadOnlySpan<byte> key, JoinedText text)
    {
        if (text.Text.Length == 0 && text.HasNoRows) _texts[join].GetAlternateLookup<ReadOnlySpan<byte>>().Remove(key);
    }

    private JoinedText? Add(int join, ReadOnlySpan<byte> key)
    {
        if (_texts[join].Count >= _most) return null;
        var text = new JoinedText();
        _texts[join].Add(key.ToArray(), text);
        return text;
    }

    /// <summary>Never in the middle of a character.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= LongestText) return text;
        var length = LongestText;
        while (length > 0 && (text[length] & 0xC0) == 0x80) length--;
        return text[..length];
    }
}
