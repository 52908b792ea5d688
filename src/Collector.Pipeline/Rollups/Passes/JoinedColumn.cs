using System.Numerics;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>
/// A family that stands in another table of the same target than the rows that are rolled up: of gNMI's list entries each container is a table of its own, and may come by
/// another subscription. A row here reads the row there that has the same keys.
/// </summary>
/// <remarks>The pass's thread. Rows are looked for when labels change and never in a pass.</remarks>
internal sealed class JoinedColumn(string family)
{
    private const int Nobody = -1;

    private readonly LabelWatch _here = new();
    private readonly LabelWatch _there = new();
    private TableSnapshot? _table;
    private ColumnPlace _place;
    private SchemaUses? _schema;
    private int[] _rows = []; // by row here: the row there, or Nobody

    /// <summary>Finds the family in what the target has now.</summary>
    /// <param name="here">The table whose rows are rolled up.</param>
    /// <param name="modules">All of the target's.</param>
    public void Find(TableSnapshot here, ReadOnlySpan<ModuleRollup> modules)
    {
        var (schema, place) = (_schema, _place);
        if (!TryFind(modules)) return;
        var isOther = schema != _schema || place != _place;
        // Both are asked, whatever the first says: each remembers what it saw.
        var hasChanged = _here.HasChanged(here) | _there.HasChanged(_table!);
        if (isOther || hasChanged) Link(here, _table!);
    }

    /// <summary>Reads the values for rows of a chunk.</summary>
    /// <param name="chunk">Which 64 rows.</param>
    /// <param name="wanted">Those of them that are wanted.</param>
    /// <param name="values">Gets them.</param>
    /// <returns>Those that have one.</returns>
    public ulong Read(int chunk, ulong wanted, Span<double> values)
    {
        if (_table is null) return 0;
        var slice = _table.Slice(_place.Column.Index);
        var found = 0UL;
        for (; wanted != 0; wanted &= wanted - 1)
        {
            var row = BitOperations.TrailingZeroCount(wanted);
            var there = _rows[chunk * RowLabels.Rows + row];
            if (there == Nobody || (slice.Presence[there >> 6] >> there & 1) == 0) continue;
            values[row] = _place.Column.Of(slice.Cells[there]);
            found |= 1UL << row;
        }

        return found;
    }

    /// <summary>The first table that has a value of it: devices that put different origins in front of their paths share a schema, and each has rows in its own tables.</summary>
    private bool TryFind(ReadOnlySpan<ModuleRollup> modules)
    {
        _table = null;
        foreach (var module in modules)
        {
            if (module is not { Current: { } snapshot, Uses: { } uses }) continue;
            foreach (var place in uses.PlacesOf(family))
            {
                var table = snapshot.Tables[place.Table];
                if (!table.PresenceOf(place.Column.Index).ContainsAnyExcept(0UL)) continue;
                (_table, _place, _schema) = (table, place, uses);
                return true;
            }
        }

        return false;
    }

    private void Link(TableSnapshot here, TableSnapshot there)
    {
        var byKeys = new Dictionary<ulong, int>(there.RowCapacity);
        for (var row = 0; row < there.RowCapacity; row++)
        {
            if (there.LabelsOf(row) is { IsEmpty: false } block) byKeys.TryAdd(RowIdentity.OfKeys(block), row);
        }

        if (_rows.Length < here.RowCapacity) _rows = new int[here.PresenceWords * RowLabels.Rows];
        Array.Fill(_rows, Nobody);
        for (var row = 0; row < here.RowCapacity; row++)
        {
            if (here.LabelsOf(row) is { IsEmpty: false } block && byKeys.TryGetValue(RowIdentity.OfKeys(block), out var other)) _rows[row] = other;
        }
    }
}
