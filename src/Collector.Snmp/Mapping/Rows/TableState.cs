using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Cells;
using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>What one target has of one table: its rows, what their lookups last said, their label blocks, and the values being staged.</summary>
/// <remarks>The target's lane only. Between polls nothing is staged.</remarks>
internal sealed class TableState(TablePlan plan)
{
    private const int FewRows = 1024;

    private ulong[] _dirty = [];

    public TablePlan Plan { get; } = plan;

    public RowIndex Rows { get; } = new();

    public LookupValues[] Lookups { get; } = [.. Enumerable.Range(0, plan.Lookups).Select(_ => new LookupValues())];

    /// <summary>Values that are written as text when all of the poll are in.</summary>
    public LookupValues[] Held { get; } = [.. Enumerable.Range(0, plan.Held).Select(_ => new LookupValues())];

    public ExtractedNumbers[] Extracts { get; } = [.. plan.Extracts.Select(extract => new ExtractedNumbers(extract))];

    /// <summary>The label blocks as of the last publication, in chunks.</summary>
    public RowLabels[] Labels { get; set; } = [];

    /// <summary>The values of the poll under way; null between polls and for tables that show nothing.</summary>
    public TableSnapshot? Staging { get; set; }

    /// <summary>Whether any row's labels may have changed since they were last written.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Whether this poll met a row for the first time.</summary>
    public bool HasNewRows { get; private set; }

    /// <summary>Rows whose labels must be written anew, a bit for each slot.</summary>
    public ReadOnlySpan<ulong> Dirty => _dirty;

    /// <summary>Other tables look labels up here.</summary>
    public bool IsHome { get; set; }

    /// <summary>Which rows live.</summary>
    public RowLife Life { get; } = new();

    /// <summary>Rows whose labels are not certain.</summary>
    public RowDoubts Doubts { get; } = new();

    /// <summary>Rows with the labels of an earlier one.</summary>
    public DuplicateRows Duplicates { get; } = new();

    /// <summary>Some row's labels may be looked up in another row of this very table (<see cref="RowLookups.IsExact"/>).</summary>
    public bool HasInexactRows { get; set; }

    /// <summary>Begins a poll with the rows of the last one.</summary>
    public void BeginPoll(SnapshotPool pool)
    {
        HasNewRows = false;
        if (Plan.Schema is not null) Staging = pool.RentTable(Plan.Schema, Rows.Slots);
        foreach (var lookup in Lookups) lookup.BeginPoll();
        foreach (var held in Held) held.BeginPoll();
        foreach (var extract in Extracts) extract.BeginPoll();
    }

    /// <summary>Asks for the memory of the rows after one, before they are compared with a reply.</summary>
    public void Prefetch(int after, int rows)
    {
        Rows.Prefetch(after, rows);
        if (Staging is { } staging) CacheLines.Prefetch(staging.AnsweredAfterMs, after + 1, rows);
    }

    /// <summary>Adds a row that the poll met for the first time. There must be room for it within <paramref name="mostRows"/>.</summary>
    public int AddRow(ReadOnlySpan<byte> key, int after, bool ordered, SnapshotPool pool, int mostRows)
    {
        var slot = Rows.Insert(key, after, ordered);
        if (Staging is not null && slot >= Staging.RowCapacity) Restage(pool, Math.Min(mostRows, 2 * (slot + 1)));
        HasNewRows = true;
        if (Plan.Labels is { Lookups.Count: > 0 }) Doubts.OnAdded(slot);
        MarkDirty(slot);
        return slot;
    }

    /// <summary>Before publishing: room that was made for rows that did not come is given back.</summary>
    public void TrimStaging(SnapshotPool pool)
    {
        if (Staging is not null && Staging.RowCapacity != SnapshotPool.CapacityFor(Rows.Slots)) Restage(pool, Rows.Slots);
    }

    public void MarkDirty(int slot)
    {
        if (slot >> 6 >= _dirty.Length) Array.Resize(ref _dirty, Math.Max((slot >> 6) + 1, 2 * _dirty.Length));
        _dirty[slot >> 6] |= 1UL << slot;
        IsDirty = true;
    }

    /// <summary>Another table's lookup changed, and any row here may show it.</summary>
    public void MarkAllDirty()
    {
        for (var slot = Rows.First; slot != RowIndex.None; slot = Rows.Next(slot)) MarkDirty(slot);
    }

    public void MarkClean()
    {
        Array.Clear(_dirty);
        IsDirty = false;
    }

    /// <summary>The rows that were withheld in the last poll are judged again.</summary>
    public void MarkDoubtful()
    {
        if (Doubts.Withheld == 0) return;
        for (var slot = Rows.First; slot != RowIndex.None; slot = Rows.Next(slot))
        {
            if (Doubts.IsWithheld(slot)) MarkDirty(slot);
        }
    }

    /// <summary>
    /// Drops the rows that no column of this poll had. When the poll was cut short, rows in which others look up their labels stay,
    /// as long as they are not many more than there are.
    /// </summary>
    /// <param name="isComplete">Whether all that was begun was read to its end.</param>
    /// <param name="isCarried">Whether some objects were not read on purpose: rows that only these have stay.</param>
    public void DropVanishedRows(bool isComplete, bool isCarried)
    {
        var count = Life.See(this);
        if (isCarried && count < Rows.Count) count += Life.KeepUnanchored(Rows);
        if (count == Rows.Count || (IsHome && !isComplete && Rows.Count <= Math.Max(FewRows, 4 * count))) return;
        var seen = Life.Live[..((Rows.Slots + 63) / 64)];
        for (var slot = Rows.First; slot != RowIndex.None; slot = Rows.Next(slot))
        {
            if ((seen[slot >> 6] >> slot & 1) != 0) continue;
            foreach (var lookup in Lookups) lookup.Clear(slot);
            foreach (var held in Held) held.Clear(slot);
            MarkDirty(slot); // the slot's block is emptied
        }

        Rows.Keep(seen);
    }

    /// <summary>
    /// Judges the lookup values that this poll did not see. A row that was seen in another lookup, and is the same there, went or lost one while it was
    /// read: its value is kept for this poll. One that shows no sign of being the same may be another thing by now, and its value goes.
    /// </summary>
    public void SettleLookups(bool isComplete)
    {
        if (Lookups.Length == 0) return;
        for (var slot = Rows.First; slot != RowIndex.None; slot = Rows.Next(slot))
        {
            var (isSeen, isMissing) = (false, false);
            foreach (var lookup in Lookups)
            {
                isSeen |= lookup.IsSeen(slot);
                isMissing |= lookup.IsMissing(slot);
            }

            if (isMissing) Settle(slot, isComplete, isSame: (isSeen || !isComplete) && (slot >> 6 >= _dirty.Length || (_dirty[slot >> 6] >> slot & 1) == 0));
        }
    }

    /// <summary>Takes over a column that this poll did not read, for the rows that are still there and still the same: a new name may be another interface.</summary>
    public void CarryOver(TableSnapshot previous, MappedObject column)
    {
        if (Staging is null) return;
        for (var i = column.Column; i < column.Column + column.Columns; i++) Staging.CarryOver(previous, i, column.IsText, Life.Live, _dirty);
    }

    private void Settle(int slot, bool isComplete, bool isSame)
    {
        foreach (var lookup in Lookups)
        {
            if (!lookup.IsMissing(slot)) continue;
            if (isSame && (!isComplete || lookup.TryKeep(slot))) continue;
            lookup.Clear(slot);
            MarkDirty(slot);
            if (isSame) Doubts.Accept(slot); // for the second time: the device says no more
        }
    }

    private void Restage(SnapshotPool pool, int rows)
    {
        var other = pool.RentTable(Plan.Schema!, rows);
        other.CopyFrom(Staging!);
        pool.Return(Staging!);
        Staging = other;
    }
}
