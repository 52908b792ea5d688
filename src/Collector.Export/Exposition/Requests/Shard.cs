using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Collector.Export.Exposition.Requests;

/// <summary>One of N equal parts of the targets, so that several scrape jobs share a large page: <c>?shard=2/8</c>.</summary>
/// <param name="Number">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many parts there are.</param>
[SuppressMessage("Naming", "CA1716", Justification = "A shard is what it is")]
public readonly record struct Shard(int Number, int Count)
{
    /// <summary>Parts there can be: more would be emptier than they are useful.</summary>
    public const int MaxCount = 1024;

    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>I/N</c> with 1 ≤ I ≤ N ≤ <see cref="MaxCount"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Shard shard)
    {
        shard = Whole;
        var slash = text.IndexOf('/');
        if (slash < 0) return false;
        if (!TryParseNumber(text[..slash], out var number) || !TryParseNumber(text[(slash + 1)..], out var count)) return false;
        shard = new Shard(number, count);
        return number >= 1 && number <= count && count <= MaxCount;
    }

    /// <summary>
    /// The part that an instance belongs to, the same in every process and version: FNV-1a (64 bits) over its UTF-16 code units,
    /// low byte first, folded to 32 bits, modulo <paramref name="count"/>.
    /// </summary>
    public static int NumberOf(string instance, int count)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in instance)
        {
            hash = (hash ^ (byte)c) * 1099511628211UL;
            hash = (hash ^ (byte)(c >> 8)) * 1099511628211UL;
        }

        return 1 + (int)((uint)(hash ^ (hash >> 32)) % (uint)count);
    }

    public bool Holds(string instance) => Count == 1 || NumberOf(instance, Count) == Number;

    public override string ToString() => $"{Number}/{Count}";

    private static bool TryParseNumber(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
