using System.Numerics;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Polling.Packing;

/// <summary>Lays out the columns that a poll reads side by side, by what is known of their rows. Next: <see cref="ColumnPool"/>.</summary>
/// <remarks>The lane's thread only.</remarks>
internal sealed class ColumnLayout(ModulePoll module)
{
    /// <summary>Rows of one table that are worth a range of their own, or a first reading that is not column by column.</summary>
    public const int ManyRows = 512;

    private const int MostRanges = 16;
    private const int UsefulParts = 96; // a window of 16 requests with some columns each has always something to ask
    private const int VeryMany = 1 << 20;

    private int[] _rows = []; // that each object had in the last packed poll, by position

    /// <summary>How long the varbinds of each object are.</summary>
    public VarbindSizes Sizes => field ??= module.Target.Lane.Packing.SizesOf(Plan);

    private ModulePlan Plan => module.State.Plan;

    /// <summary>A poll is over: keeps how many rows each object had.</summary>
    public void Remember(ColumnPool pool)
    {
        if (_rows.Length == 0) _rows = new int[Plan.Objects.Objects.Count];
        foreach (ref var part in pool.Parts) _rows[part.Object.Position] = 0;
        foreach (ref var part in pool.Parts) _rows[part.Object.Position] += part.Rows;
    }

    /// <summary>Whether rows of any of these objects are known.</summary>
    public bool HasRows(in WalkObjects objects, ModuleSnapshot previous)
    {
        for (var i = objects.First; i < objects.First + objects.Count; i++)
        {
            if (RowsKnown(Plan.Objects.All[i], previous) > 0) return true;
        }

        return false;
    }

    /// <summary>Whether an object is its own instance: what comes after its name is not it.</summary>
    public bool HasBareObjects(in WalkObjects objects)
    {
        for (var i = objects.First; i < objects.First + objects.Count; i++)
        {
            var rows = module.State.Tables[Plan.Objects.All[i].Table].Rows;
            if (rows.First != RowIndex.None && rows.Key(rows.First).IsEmpty) return true; // an empty index comes first
        }

        return false;
    }

    /// <summary>Rows that an object is thought to have. What was hidden or unfit in the last poll was read all the same.</summary>
    private int RowsKnown(MappedObject mapped, ModuleSnapshot previous)
    {
        var table = module.State.Tables[mapped.Table];
        var rows = 0;
        if (mapped.Column != MappedObject.None)
        {
            foreach (var word in previous.Tables[mapped.Table].PresenceOf(mapped.Column)) rows += BitOperations.PopCount(word);
        }

        if (mapped.Lookup != MappedObject.None) rows = Math.Max(rows, table.Lookups[mapped.Lookup].Count);
        if (mapped.Held != MappedObject.None) rows = Math.Max(rows, table.Held[mapped.Held].Count);
        if (_rows.Length > 0) rows = Math.Max(rows, _rows[mapped.Position]);
        return Math.Min(rows, table.Rows.Count);
    }

    /// <summary>Lays out what is due of the walks that are replaced.</summary>
    public void Lay(ColumnPool pool, SubtreeWalk[] walks, ModuleSnapshot previous)
    {
        var columns = 0;
        foreach (var mapped in Plan.Objects.All) columns += IsToBeRead(mapped, walks) ? 1 : 0;
        var (cutTable, cuts) = (-1, module.Target.Lane.Packing.Cuts);
        foreach (var mapped in Plan.Objects.All)
        {
            if (!IsToBeRead(mapped, walks)) continue;
            if (mapped.Table != cutTable) Cut(module.State.Tables[cutTable = mapped.Table], columns, cuts);
            Add(pool, mapped, RowsKnown(mapped, previous), cuts);
        }
    }

    /// <summary>Lays out what a walk has not read yet. How many rows there are nobody knows.</summary>
    public void LayRest(ColumnPool pool, in WalkObjects objects, WalkCursor at)
    {
        for (var i = at.Object!.Position; i < objects.First + objects.Count; i++)
        {
            var mapped = Plan.Objects.All[i];
            if (!module.Due.Contains(mapped)) continue;
            var part = PartOf(mapped, VeryMany);
            if (i == at.Object.Position) (part.From, part.Row, part.Rows, part.GoesAhead) = (at.Row, at.Row, part.Table.Rows.Count, true);
            pool.Add(part);
        }
    }

    private bool IsToBeRead(MappedObject mapped, SubtreeWalk[] walks)
    {
        if (!module.Due.Contains(mapped)) return false;
        for (var i = 0; i < walks.Length; i++)
        {
            var objects = Plan.WalkedObjects[i];
            if (walks[i].IsReplaced && mapped.Position >= objects.First && mapped.Position < objects.First + objects.Count) return true;
        }

        return false;
    }

    /// <summary>Finds the rows at which a table with very many is cut, so that there are enough parts for a wide window.</summary>
    private static void Cut(TableState table, int columns, List<int> cuts)
    {
        cuts.Clear();
        var ranges = Math.Min(Math.Min(MostRanges, table.Rows.Count / ManyRows), (UsefulParts + columns - 1) / columns);
        if (ranges < 2) return;
        var (length, row) = ((table.Rows.Count + ranges - 1) / ranges, 0);
        for (var slot = table.Rows.First; slot != RowIndex.None && cuts.Count < ranges - 1; slot = table.Rows.Next(slot))
        {
            if (++row % length == 0) cuts.Add(slot);
        }
    }

    private ColumnPart PartOf(MappedObject mapped, int left)
    {
        var table = module.State.Tables[mapped.Table];
        return new ColumnPart
        {
            Object = mapped,
            Table = table,
            From = RowIndex.None,
            Row = RowIndex.None,
            Until = RowIndex.None,
            Left = left,
            Octets = Sizes.Of(mapped, table.Rows.First == RowIndex.None ? 2 : table.Rows.Key(table.Rows.First).Length),
        };
    }

    private void Add(ColumnPool pool, MappedObject mapped, int rows, List<int> cuts)
    {
        var part = PartOf(mapped, rows + 1);
        var table = part.Table;
        part.IsProbe = rows == 0;
        if (rows == 1 && table.Rows.Count == 1 && table.Plan.Labels is { Indexes.Count: 0 })
        {
            (part.Until, part.Left) = (table.Rows.First, 1); // a scalar
        }
        else if (cuts.Count > 0 && 4 * rows >= 3 * table.Rows.Count)
        {
            var length = (table.Rows.Count + cuts.Count) / (cuts.Count + 1);
            foreach (var cut in cuts)
            {
                (part.Until, part.Left) = (cut, length);
                pool.Add(part);
                (part.From, part.Row) = (cut, cut);
            }

            (part.Until, part.Left) = (RowIndex.None, Math.Max(1, table.Rows.Count - (length * cuts.Count) + 1));
        }

        pool.Add(part);
    }

    /// <summary>Requests that the poll will need, about.</summary>
    public int Estimate(ColumnPool pool)
    {
        var (octets, longest) = (0f, 0);
        foreach (ref var part in pool.Parts)
        {
            octets += part.Left * part.Octets;
            longest = Math.Max(longest, part.Left);
        }

        var byRoom = (int)Math.Ceiling(octets / module.Target.ReplySize.Room);
        var byNames = (pool.Count + ColumnPool.MostNames - 1) / ColumnPool.MostNames;
        var byRows = (longest + Plan.MaxRepetitions - 1) / Plan.MaxRepetitions;
        return Math.Max(Math.Max(byRoom, byNames), byRows);
    }
}
