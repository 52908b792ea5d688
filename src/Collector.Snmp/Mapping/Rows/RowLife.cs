using System.Numerics;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>Which rows of one table live: those that a poll has seen, and of objects that it did not read, those that only these have.</summary>
/// <remarks>
/// The target's lane only. A row that the last poll saw in an object that every poll reads is gone when the next one does not see it. A row that only slow objects
/// have (an interface without counters) lives until a poll that read all of them has not found it.
/// </remarks>
internal sealed class RowLife
{
    private ulong[] _live = [];
    private ulong[] _anchored = []; // rows that the last poll saw in an object that every poll reads

    /// <summary>As <see cref="See"/> and <see cref="KeepUnanchored"/> left it, a bit for each slot.</summary>
    public ReadOnlySpan<ulong> Live => _live;

    /// <summary>Takes down which rows this poll has seen in whatever it read; returns how many.</summary>
    public int See(TableState table)
    {
        var words = (table.Rows.Slots + 63) / 64;
        if (_live.Length < words) _live = new ulong[words];
        Array.Clear(_live);
        var seen = _live.AsSpan(0, words);
        if (table.Staging is { } staging) Union(seen, staging.Presence, staging.PresenceWords);
        foreach (var lookup in table.Lookups) Union(seen, lookup.Seen, Math.Max(1, lookup.Seen.Length));
        foreach (var held in table.Held) Union(seen, held.Seen, Math.Max(1, held.Seen.Length));
        var count = 0;
        foreach (var word in seen) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Lets the rows live that this poll could not have seen; returns how many.</summary>
    public int KeepUnanchored(RowIndex rows)
    {
        var kept = 0;
        for (var slot = rows.First; slot != RowIndex.None; slot = rows.Next(slot))
        {
            if (Has(_live, slot) || Has(_anchored, slot)) continue;
            _live[slot >> 6] |= 1UL << slot;
            kept++;
        }

        return kept;
    }

    /// <summary>Whether a row is gone that the last poll saw in an object that every poll reads.</summary>
    public bool HasLost(TableState table)
    {
        See(table);
        for (var word = 0; word < _anchored.Length; word++)
        {
            if ((_anchored[word] & ~(word < _live.Length ? _live[word] : 0)) != 0) return true;
        }

        return false;
    }

    /// <summary>Begins to take down which rows this poll has seen in objects that every poll reads.</summary>
    public void BeginAnchoring()
    {
        if (_anchored.Length < _live.Length) _anchored = new ulong[_live.Length];
        Array.Clear(_anchored);
    }

    /// <summary>Takes down the rows that one such object has.</summary>
    public void Anchor(TableState table, MappedObject mapped)
    {
        if (mapped.Column != MappedObject.None && table.Staging is { } staging)
            Union(_anchored, staging.Presence.AsSpan(mapped.Column * staging.PresenceWords, mapped.Columns * staging.PresenceWords), staging.PresenceWords);
        if (mapped.Lookup != MappedObject.None) Union(_anchored, table.Lookups[mapped.Lookup].Seen, int.MaxValue);
        if (mapped.Held != MappedObject.None) Union(_anchored, table.Held[mapped.Held].Seen, int.MaxValue);
    }

    private static bool Has(ulong[] bits, int slot) => slot >> 6 < bits.Length && (bits[slot >> 6] >> slot & 1) != 0;

    private static void Union(Span<ulong> seen, ReadOnlySpan<ulong> presence, int wordsPerColumn)
    {
        for (var word = 0; word < presence.Length; word++)
        {
            var inColumn = word % wordsPerColumn;
            if (inColumn < seen.Length) seen[inColumn] |= presence[word];
        }
    }
}
