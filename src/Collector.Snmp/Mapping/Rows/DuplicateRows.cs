using System.Numerics;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>The rows of one table that have the labels of an earlier row: where both have a value, it would be one series twice.</summary>
/// <remarks>
/// The target's lane only. Found when labels are written, applied in every poll: of equal rows the first in OID order that has a value is shown,
/// column by column, so that rows which only complete each other are both shown, as snmp_exporter shows them.
/// </remarks>
internal sealed class DuplicateRows
{
    private readonly List<(int Slot, int First)> _rows = [];
    private int[] _shown = []; // for each first row: the turn in which one of its duplicates had the value
    private ulong[] _hidden = [];
    private int _turn;

    /// <summary>Rows of the last poll of which something was hidden.</summary>
    public int Hidden { get; private set; }

    /// <summary>The first column of the last poll in which a value was hidden, or <see cref="MappedObject.None"/>.</summary>
    public int HiddenColumn { get; private set; } = MappedObject.None;

    public void Clear() => _rows.Clear();

    /// <summary>Adds a row, in OID order, and the first row that has its labels.</summary>
    public void Add(int slot, int first) => _rows.Add((slot, first));

    /// <summary>Takes the second and later values out of what is about to be published.</summary>
    public void Hide(TableSnapshot staging)
    {
        (Hidden, HiddenColumn) = (0, MappedObject.None);
        if (_rows.Count == 0) return;
        if (_shown.Length < staging.RowCapacity) (_shown, _hidden) = (new int[staging.RowCapacity], new ulong[staging.PresenceWords]);
        Array.Clear(_hidden);
        for (var column = 0; column < staging.Schema.Columns.Count; column++)
        {
            var presence = staging.Presence.AsSpan(column * staging.PresenceWords, staging.PresenceWords);
            NextTurn();
            foreach (var (slot, first) in _rows)
            {
                if (!Has(presence, slot)) continue;
                if (!Has(presence, first) && _shown[first] != _turn)
                {
                    _shown[first] = _turn;
                    continue;
                }

                presence[slot >> 6] &= ~(1UL << slot);
                _hidden[slot >> 6] |= 1UL << slot;
                if (HiddenColumn == MappedObject.None) HiddenColumn = column;
            }
        }

        foreach (var word in _hidden) Hidden += BitOperations.PopCount(word);
    }

    private void NextTurn()
    {
        if (_turn == int.MaxValue)
        {
            Array.Clear(_shown);
            _turn = 0;
        }

        _turn++;
    }

    private static bool Has(ReadOnlySpan<ulong> presence, int slot) => slot >> 6 < presence.Length && (presence[slot >> 6] >> slot & 1) != 0;
}
