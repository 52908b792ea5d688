using Collector.Gnmi.Mapping.Joins;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>Ends leaves of a table, and what ends with them: labels that they were, rows that have none left. Each method returns how many cells are gone.</summary>
/// <remarks>The stream's writer only, within a write of the module.</remarks>
internal sealed class LeafEnds(RowBlocks blocks)
{
    private readonly List<int> _empty = [];

    /// <summary>Times that rows have ended: whoever remembers a row looks at it again when this has changed.</summary>
    public int Rows { get; private set; }

    /// <summary>Ends the leaves that a path means and that are older than a time.</summary>
    public int Delete(TableRows table, PathPattern pattern, long beforeNs)
    {
        var gone = 0;
        foreach (var leaf in table.Leaves)
        {
            if (!pattern.CanMatch(table.Plan, leaf.Name)) continue;
            for (var row = 0; row < table.Table.Slots; row++)
            {
                if (table.Table.IsLive(row) && pattern.Matches(table.Plan, leaf.Name, table.KeyOf(row))) gone += Clear(table.Table, leaf, row, beforeNs);
            }
        }

        return Of(table, gone);
    }

    /// <summary>Ends what goes with cells that the table has cleared by itself.</summary>
    /// <param name="table">The table.</param>
    /// <param name="gone">How many cells it has cleared.</param>
    public int Of(TableRows table, int gone)
    {
        if (gone == 0) return 0;
        EndJoined(table);
        _empty.Clear();
        table.Table.FindEmptyRows(_empty);
        foreach (var row in _empty) blocks.Remove(table, row);
        if (_empty.Count > 0) Rows++;
        return gone;
    }

    /// <summary>Ends all rows.</summary>
    public int All(TableRows table)
    {
        var gone = 0;
        for (var row = 0; row < table.Table.Slots; row++)
        {
            if (!table.Table.IsLive(row)) continue;
            foreach (var leaf in table.Leaves)
            {
                if (leaf.Join != LeafJoins.None) blocks.SetJoined(leaf.Join, table.KeyOf(row), default);
            }

            gone += blocks.Remove(table, row);
        }

        Rows++;
        return gone;
    }

    private static int Clear(LiveTable table, Leaf leaf, int row, long beforeNs)
    {
        var gone = 0;
        foreach (var column in leaf.Columns)
        {
            if (column != Leaf.NoColumn && table.Has(column, row) && table.TimeOf(column, row) < beforeNs && table.Clear(column, row)) gone++;
        }

        return gone;
    }

    // A leaf that has ended is no label either.
    private void EndJoined(TableRows table)
    {
        foreach (var leaf in table.Leaves)
        {
            for (var row = 0; leaf.Join != LeafJoins.None && row < table.Table.Slots; row++)
            {
                if (table.Table.IsLive(row) && !HasCell(table.Table, leaf, row)) blocks.SetJoined(leaf.Join, table.KeyOf(row), default);
            }
        }
    }

    private static bool HasCell(LiveTable table, Leaf leaf, int row)
    {
        foreach (var column in leaf.Columns)
        {
            if (column != Leaf.NoColumn && table.Has(column, row)) return true;
        }

        return false;
    }
}
