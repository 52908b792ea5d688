using System.Numerics;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Store.Live;

/// <summary>Rows and columns whose cells change in place, one by one: a table of a streaming target.</summary>
/// <remarks>
/// One writer, within <see cref="LiveModule.BeginWrite"/> and <see cref="LiveModule.EndWrite"/>. A row keeps its slot for as long as it lives; a slot that is taken
/// again has another <see cref="GenerationOf"/>, so that whoever remembers a slot finds out.
/// </remarks>
public sealed class LiveTable
{
    private const int FirstCapacity = 1;
    private const long NsPerMs = 1_000_000;

    private readonly Stack<int> _free = new();
    private readonly long _roundNs;
    private readonly int _roundsKept;
    private readonly LiveUpdates? _updates;
    private readonly int _place;
    private LiveColumn?[] _columns = [];
    private RowLabels[] _labels = [];
    private long[] _rowTimesNs = []; // of the reader that copies
    private int[] _generations = new int[FirstCapacity];
    private ulong[] _live = new ulong[1];
    private int _slots;

    /// <param name="expiry">How long cells live that nobody confirms.</param>
    /// <param name="updates">Told of every change; null when nobody wants to know.</param>
    /// <param name="place">The table's place in the schema.</param>
    internal LiveTable(LiveExpiry expiry, LiveUpdates? updates = null, int place = 0) => (_roundNs, _roundsKept, _updates, _place) = (expiry.RoundNs, expiry.Rounds, updates, place);

    /// <summary>Row slots there is room for.</summary>
    public int RowCapacity => _generations.Length;

    /// <summary>Rows that are there.</summary>
    public int Rows { get; private set; }

    /// <summary>Slots ever taken: the live ones are below.</summary>
    public int Slots => _slots;

    /// <summary>Cells that are there.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var column in _columns) count += column?.Count ?? 0;
            return count;
        }
    }

    /// <summary>The columns that this target has had cells of, by their place in the schema; others are null.</summary>
    public int Columns => _columns.Length;

    public bool IsLive(int row) => (uint)row < (uint)_slots && (_live[row >> 6] >> row & 1) != 0;

    /// <summary>Another number each time the slot is taken.</summary>
    public int GenerationOf(int row) => _generations[row];

    /// <summary>The column at a place of the schema, if it has ever had a cell.</summary>
    public LiveColumn? ColumnAt(int column) => (uint)column < (uint)_columns.Length ? _columns[column] : null;

    public bool Has(int column, int row) => ColumnAt(column)?.Has(row) ?? false;

    /// <summary>The device's time of a cell that is there, in Unix nanoseconds.</summary>
    public long TimeOf(int column, int row) => _columns[column]!.TimeOf(row);

    /// <summary>Takes a slot for a row.</summary>
    /// <param name="labelBlock">As <see cref="RowLabels"/> holds them: escaped, without braces.</param>
    public int AddRow(ReadOnlySpan<byte> labelBlock)
    {
        if (!_free.TryPop(out var row))
        {
            if (_slots == RowCapacity) Grow(SnapshotPool.CapacityFor(Math.Max(2, _slots + _slots / 2)));
            row = _slots++;
        }

        _live[row >> 6] |= 1UL << row;
        _generations[row]++;
        Rows++;
        SetLabels(row, labelBlock);
        return row;
    }

    /// <summary>Ends a row with all its cells; their number.</summary>
    public int RemoveRow(int row)
    {
        var gone = 0;
        foreach (var column in _columns) gone += column?.Clear(row) ?? false ? 1 : 0;
        _live[row >> 6] &= ~(1UL << row);
        _generations[row]++;
        _free.Push(row);
        Rows--;
        SetLabels(row, default);
        return gone;
    }

    /// <summary>Replaces the label block of a row.</summary>
    public void SetLabels(int row, ReadOnlySpan<byte> labelBlock)
    {
        var chunk = row / RowLabels.Rows;
        var next = _labels.Length > chunk ? (RowLabels[])_labels.Clone() : [.. _labels, .. Enumerable.Repeat(RowLabels.None, chunk + 1 - _labels.Length)];
        next[chunk] = next[chunk].With(row % RowLabels.Rows, labelBlock);
        _labels = next;
        _updates?.Add(new LiveUpdate(LiveUpdateKind.Labelled, _place, 0, row, IsLive(row) ? 1UL : 0, 0, labelBlock.ToArray()));
    }

    /// <summary>The label block of a row.</summary>
    public ReadOnlySpan<byte> LabelsOf(int row) => _labels[row / RowLabels.Rows].Block(row % RowLabels.Rows);

    /// <summary>Sets a cell, unless the one that is there is newer by less than <paramref name="withinNs"/>: further ahead is another clock.</summary>
    public LiveChange Set(int column, int row, ulong cell, long timeNs, long withinNs = 0) => (ColumnAt(column) ?? AddColumn(column, isText: false)).Set(row, cell, timeNs, withinNs);

    /// <summary>As <see cref="Set"/>, for a column of text.</summary>
    /// <param name="column">The column's place.</param>
    /// <param name="row">The row's slot.</param>
    /// <param name="escaped">UTF-8 as the text format has it between quotes.</param>
    /// <param name="timeNs">The device's time.</param>
    /// <param name="withinNs">What counts as out of order.</param>
    public LiveChange SetText(int column, int row, ReadOnlySpan<byte> escaped, long timeNs, long withinNs = 0) =>
        (ColumnAt(column) ?? AddColumn(column, isText: true)).SetText(row, escaped, timeNs, withinNs);

    /// <summary>Clears a cell; the row stays, maybe without any. False when it was not there.</summary>
    public bool Clear(int column, int row) => ColumnAt(column)?.Clear(row) ?? false;

    /// <summary>Whether a row has no cell left.</summary>
    public bool IsEmpty(int row)
    {
        foreach (var column in _columns)
        {
            if (column?.Has(row) ?? false) return false;
        }

        return true;
    }

    /// <summary>From now on <see cref="Sweep"/> knows which cells were set.</summary>
    public void BeginCall()
    {
        foreach (var column in _columns) column?.BeginCall();
    }

    /// <summary>Clears the cells that were not set since <see cref="BeginCall"/>; their number.</summary>
    public int Sweep()
    {
        var gone = 0;
        foreach (var column in _columns) gone += column?.Sweep() ?? 0;
        return gone;
    }

    /// <summary>Ends the rounds that are over, and with them cells that were not set in any of the rounds kept; their number.</summary>
    public int Expire(long nowNs)
    {
        if (_roundNs == 0) return 0;
        var gone = 0;
        foreach (var column in _columns)
        {
            if (column is null || column.RoundEndsNs > nowNs) continue;
            if (column.RoundEndsNs != long.MinValue) gone += column.EndRound();
            column.RoundEndsNs = nowNs + _roundNs;
        }

        return gone;
    }

    /// <summary>Puts the slots of rows without any cell into <paramref name="rows"/>.</summary>
    public void FindEmptyRows(List<int> rows)
    {
        Span<ulong> used = _live.Length <= 64 ? stackalloc ulong[_live.Length] : new ulong[_live.Length];
        used.Clear();
        foreach (var column in _columns) column?.AddPresence(used);
        for (var word = 0; word < used.Length; word++)
        {
            for (var empty = _live[word] & ~used[word]; empty != 0; empty &= empty - 1) rows.Add(word * 64 + BitOperations.TrailingZeroCount(empty));
        }
    }

    /// <summary>Bytes held, label blocks included.</summary>
    public long Bytes
    {
        get
        {
            long bytes = RowCapacity * (sizeof(long) + sizeof(int)) + _live.Length * sizeof(ulong);
            foreach (var column in _columns) bytes += column is null ? 0 : RowCapacity * 2L * sizeof(ulong);
            foreach (var chunk in _labels) bytes += chunk.Bytes;
            return bytes;
        }
    }

    /// <summary>Tells of all rows and their cells, as if they had come just now.</summary>
    internal void TellAll()
    {
        for (var row = 0; row < _slots; row++)
        {
            if (!IsLive(row)) continue;
            _updates!.Add(new LiveUpdate(LiveUpdateKind.Labelled, _place, 0, row, 1, 0, LabelsOf(row).ToArray()));
            foreach (var column in _columns) column?.Tell(row);
        }
    }

    /// <summary>A reader, before <see cref="CopyTo"/>: the oldest and the newest time of a row, in Unix milliseconds. A row is as new as its newest cell.</summary>
    internal (long Oldest, long Newest) ReadTimesMs()
    {
        var columns = _columns;
        if (_rowTimesNs.Length != RowCapacity) _rowTimesNs = new long[RowCapacity];
        Array.Clear(_rowTimesNs);
        foreach (var column in columns) column?.AddTimes(_rowTimesNs);
        var (oldest, newest) = (long.MaxValue, 0L);
        foreach (var time in _rowTimesNs)
        {
            if (time > 0) (oldest, newest) = (Math.Min(oldest, time / NsPerMs), Math.Max(newest, time / NsPerMs));
        }

        return (oldest, newest);
    }

    /// <summary>A reader: copies what there is, or a mixture if the writer is at work.</summary>
    internal TableSnapshot CopyTo(TableSnapshot? spare, TableSchema schema, long baseMs)
    {
        var (columns, labels, times) = (_columns, _labels, _rowTimesNs);
        var snapshot = spare is not null && spare.Schema == schema && spare.RowCapacity == times.Length ? spare : new TableSnapshot(schema, times.Length);
        snapshot.Reset();
        for (var column = 0; column < Math.Min(columns.Length, schema.Columns.Count); column++) columns[column]?.CopyTo(snapshot, column);
        for (var row = 0; row < times.Length; row++) snapshot.AnsweredAfterMs[row] = (uint)Math.Clamp(times[row] / NsPerMs - baseMs, 0, uint.MaxValue);
        snapshot.SetRowLabels(labels);
        return snapshot;
    }

    private LiveColumn AddColumn(int column, bool isText)
    {
        var next = _columns;
        if (column >= next.Length) Array.Resize(ref next, column + 1);
        next[column] = new LiveColumn(RowCapacity, isText, _roundsKept, _updates, _place, column);
        _columns = next;
        return next[column]!;
    }

    private void Grow(int capacity)
    {
        Array.Resize(ref _generations, capacity);
        Array.Resize(ref _live, (capacity + 63) / 64);
        foreach (var column in _columns) column?.Grow(capacity);
    }
}
