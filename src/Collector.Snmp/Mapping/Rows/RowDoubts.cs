using Collector.Pipeline.Store;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>
/// The rows of one table whose labels cannot be told for certain in this poll: a lookup that the row had is gone, or a row is new and lacks one
/// that others have. The row may have come or gone while the device was read, or its index may be another thing's now.
/// </summary>
/// <remarks>
/// The target's lane only. Such a row is withheld for one poll. If the next one finds it the same, it is shown as it is: then the device says no more.
/// Judged when labels are written, so a poll without changes costs nothing.
/// </remarks>
internal sealed class RowDoubts
{
    /// <summary>Lookups of a table that are watched: one bit each.</summary>
    public const int MostLookups = 64;

    private ulong[] _found = []; // by slot: the lookups that had a value when the row was last judged
    private ulong[] _new = [];
    private ulong[] _withheld = [];

    /// <summary>Rows withheld in the poll that is being finished.</summary>
    public int Withheld { get; private set; }

    public bool IsWithheld(int slot) => Has(_withheld, slot);

    /// <summary>A slot has got a row.</summary>
    public void OnAdded(int slot)
    {
        if (slot >= _found.Length) Array.Resize(ref _found, Math.Max(slot + 1, 2 * _found.Length));
        if (slot >> 6 >= _new.Length)
        {
            var words = (_found.Length + 63) / 64;
            Array.Resize(ref _new, words);
            Array.Resize(ref _withheld, words);
        }

        _found[slot] = 0;
        _new[slot >> 6] |= 1UL << slot;
    }

    /// <summary>A lookup has been missing for so long that it is no matter of doubt.</summary>
    public void Accept(int slot)
    {
        if (slot < _found.Length) _found[slot] = 0; // a table that only others look into has no doubts of its own
    }

    /// <summary>Before rows are judged.</summary>
    public void Clear()
    {
        Array.Clear(_withheld);
        Withheld = 0;
    }

    /// <summary>Judges a row whose labels are being written.</summary>
    /// <param name="slot">The row.</param>
    /// <param name="found">The lookups that found a value for it.</param>
    /// <param name="expected">The lookups that a new row should have, because others do.</param>
    /// <param name="unread">The lookups that this poll did not read on purpose: a new row waits for them.</param>
    public void Judge(int slot, ulong found, ulong expected, ulong unread)
    {
        var isNew = Has(_new, slot);
        var missing = (isNew ? expected : _found[slot]) & ~found;
        if (missing != 0)
        {
            _withheld[slot >> 6] |= 1UL << slot;
            Withheld++;
        }

        if (isNew && (missing & unread) == 0) _new[slot >> 6] &= ~(1UL << slot);
        _found[slot] = found;
    }

    /// <summary>Takes the withheld rows out of what is about to be published.</summary>
    public void Hide(TableSnapshot staging)
    {
        if (Withheld == 0) return;
        for (var word = 0; word < staging.Presence.Length; word++)
        {
            var inColumn = word % staging.PresenceWords;
            if (inColumn < _withheld.Length) staging.Presence[word] &= ~_withheld[inColumn];
        }
    }

    private static bool Has(ulong[] bits, int slot) => slot >> 6 < bits.Length && (bits[slot >> 6] >> slot & 1) != 0;
}
