using System.Text;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Which members of a list's entries may be its keys: sets of names, of which the first counts whose members are all there.</summary>
internal sealed class ListKeyPlan
{
    private readonly int[][] _sets;

    /// <param name="sets">In order of preference; each sorted ordinally.</param>
    public ListKeyPlan(IEnumerable<IEnumerable<string>> sets)
    {
        string[][] sorted = [.. sets.Select(set => set.Order(StringComparer.Ordinal).ToArray())];
        string[] names = [.. sorted.SelectMany(set => set).Distinct(StringComparer.Ordinal)];
        Names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _sets = [.. sorted.Select(set => set.Select(name => Array.IndexOf(names, name)).ToArray())];
    }

    /// <summary>Every name that may be a key's, in UTF-8.</summary>
    public byte[][] Names { get; }

    /// <summary>The place of a name in <see cref="Names"/>; -1 for one that is no key's.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (name.SequenceEqual(Names[i])) return i;
        }

        return -1;
    }

    /// <summary>Nothing can come that would be preferred.</summary>
    public bool IsBest(ulong found) => Has(_sets[0], found);

    /// <summary>The preferred set of those whose members were all found, as places in <see cref="Names"/>; empty for none.</summary>
    public ReadOnlySpan<int> Choose(ulong found)
    {
        foreach (var set in _sets)
        {
            if (Has(set, found)) return set;
        }

        return default;
    }

    private static bool Has(int[] set, ulong found)
    {
        foreach (var place in set)
        {
            if ((found >> place & 1) == 0) return false;
        }

        return true;
    }
}
