using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Wire;

namespace Collector.Gnmi.Mapping;

/// <summary>Whether a delete's path means a leaf, or a branch that the leaf is in.</summary>
/// <remarks>
/// gNMI specification 2.2.2, 2.4.1: `*` is any name or any value of a key, `...` any number of elements, a key that is not given is any. Names are compared without their modules'
/// prefixes, and no origin is the origin openconfig. Work is bounded: elements are at most <see cref="WirePath.MostElements"/>, and of several `...` only so many steps are tried.
/// </remarks>
internal sealed class PathPattern
{
    private const int MostSteps = 4096;
    private int _steps;

    /// <summary>The path to match; filled by who uses the pattern.</summary>
    public WirePath Path { get; } = new();

    /// <summary>Whether the origins agree, so that it is worth to look further.</summary>
    public bool IsOf(TablePlan table) => Normal(Path.Origin).SequenceEqual(Normal(table.Origin));

    /// <summary>Whether some leaf of a table can match, by names alone.</summary>
    public bool CanMatch(TablePlan table, ReadOnlySpan<byte> leaf) => Begin(table, leaf, default, byKeys: false);

    /// <summary>Whether a leaf in a row matches.</summary>
    /// <param name="rowKey">Target and values of keys, as <see cref="TableRows"/> has them.</param>
    public bool Matches(TablePlan table, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> rowKey) => Begin(table, leaf, rowKey, byKeys: true);

    private static ReadOnlySpan<byte> Normal(ReadOnlySpan<byte> origin) => origin.IsEmpty ? "openconfig"u8 : origin;

    private bool Begin(TablePlan table, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> rowKey, bool byKeys)
    {
        _steps = 0;
        if (byKeys)
        {
            var target = KeyBuffer.Take(ref rowKey);
            if (!Path.Target.IsEmpty && !Path.Target.SequenceEqual(target)) return false;
        }

        return Match(table, leaf, rowKey, byKeys, at: 0, element: 0);
    }

    // Both sides from an element on. A pattern that has ended matches everything below.
    private bool Match(TablePlan table, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> keys, bool byKeys, int at, int element)
    {
        if (++_steps > MostSteps) return false;
        if (at == Path.Count) return true;
        var depth = table.Names.Length + (leaf.IsEmpty ? 0 : 1);
        if (Path.Name(at).SequenceEqual("..."u8)) return MatchAnyDepth(table, leaf, keys, byKeys, at + 1, element, depth);
        if (element == depth) return false;
        var isLeaf = element == table.Names.Length;
        if (!IsSameName(Path.Name(at), isLeaf ? leaf : table.Names[element])) return false;
        if (isLeaf) return Match(table, leaf, keys, byKeys, at + 1, element + 1);
        return MatchKeys(table.KeyNames[element], ref keys, byKeys, at) && Match(table, leaf, keys, byKeys, at + 1, element + 1);
    }

    private bool MatchAnyDepth(TablePlan table, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> keys, bool byKeys, int at, int element, int depth)
    {
        for (; element <= depth; element++)
        {
            if (Match(table, leaf, keys, byKeys, at, element)) return true;
            if (!byKeys || element >= table.Names.Length) continue;
            foreach (var _ in table.KeyNames[element]) KeyBuffer.Take(ref keys);
        }

        return false;
    }

    private bool MatchKeys(byte[][] names, ref ReadOnlySpan<byte> keys, bool byKeys, int at)
    {
        var wanted = 0;
        foreach (var name in names)
        {
            var value = byKeys ? KeyBuffer.Take(ref keys) : default;
            for (var key = 0; key < Path.KeysOf(at); key++)
            {
                if (!Path.KeyName(at, key).SequenceEqual(name)) continue;
                wanted++;
                if (byKeys && !Path.KeyValue(at, key).SequenceEqual("*"u8) && !Path.KeyValue(at, key).SequenceEqual(value)) return false;
            }
        }

        return wanted == Path.KeysOf(at); // a key that the list does not have is of another list
    }

    private static bool IsSameName(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name) =>
        pattern.SequenceEqual("*"u8) || ModulePrefix.Strip(pattern).SequenceEqual(name);
}
