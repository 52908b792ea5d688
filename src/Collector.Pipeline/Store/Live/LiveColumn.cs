using System.Numerics;

namespace Collector.Pipeline.Store.Live;

/// <summary>One column of a <see cref="LiveTable"/>: for each row slot a cell, the device's time of it, whether it is there, and whether it was heard of lately.</summary>
/// <remarks>The table's writer only. A reader that copies meanwhile may see halves; <see cref="LiveModule"/> has it throw those away.</remarks>
public sealed class LiveColumn
{
    /// <summary>Heard of in the rounds before this one, newest first. A cell that is neither here nor in <see cref="_heard"/> has expired.</summary>
    private readonly ulong[][] _heardBefore;

    private Cell[] _cells;
    private ulong[] _presence;
    private ulong[] _heard; // in this round
    private byte[]?[]? _texts;

    /// <summary>What was heard of since the call began, in rounds that are over; null between calls' syncs.</summary>
    private ulong[]? _confirmed;

    private readonly LiveUpdates? _updates;
    private readonly int _table;
    private readonly int _column;

    internal LiveColumn(int rowCapacity, bool isText, int roundsKept, LiveUpdates? updates = null, int table = 0, int column = 0)
    {
        (_updates, _table, _column) = (updates, table, column);
        (_cells, _presence, _heard) = (new Cell[rowCapacity], new ulong[Words(rowCapacity)], new ulong[Words(rowCapacity)]);
        _heardBefore = [.. Enumerable.Range(1, Math.Max(0, roundsKept - 1)).Select(_ => new ulong[Words(rowCapacity)])];
        _texts = isText ? new byte[rowCapacity][] : null;
    }

    /// <summary>When the round ends, in Unix nanoseconds.</summary>
    internal long RoundEndsNs { get; set; } = long.MinValue;

    /// <summary>Cells that are there.</summary>
    internal int Count { get; private set; }

    /// <summary>
    /// Within a write, for a column of numbers: sets a cell that is there, as <see cref="LiveTable.Set"/> does. False, and nothing is done, when there is none or it is newer
    /// by less than <paramref name="withinNs"/>. Most of what a stream does is this.
    /// </summary>
    public bool TryReplace(int row, ulong value, long timeNs, long withinNs)
    {
        ref var cell = ref _cells[row];
        var (word, bit) = (row >> 6, 1UL << row);
        if ((_presence[word] & bit) == 0 || cell.IsAhead(timeNs, withinNs)) return false;
        cell.Value = value;
        cell.TimeNs = timeNs;
        _heard[word] |= bit;
        _updates?.Add(new LiveUpdate(LiveUpdateKind.Set, _table, _column, row, value, timeNs, null));
        return true;
    }

    internal bool Has(int row) => (_presence[row >> 6] >> row & 1) != 0;

    internal long TimeOf(int row) => _cells[row].TimeNs;

    /// <summary>Sets a cell unless what is there is newer, by less than <paramref name="withinNs"/>.</summary>
    internal LiveChange Set(int row, ulong value, long timeNs, long withinNs)
    {
        ref var cell = ref _cells[row];
        var isNew = !Has(row);
        if (!isNew && cell.IsAhead(timeNs, withinNs)) return LiveChange.Overtaken;
        cell = new Cell { Value = value, TimeNs = timeNs };
        _heard[row >> 6] |= 1UL << row;
        if (_texts is null) _updates?.Add(new LiveUpdate(LiveUpdateKind.Set, _table, _column, row, value, timeNs, null));
        if (!isNew) return LiveChange.Replaced;
        _presence[row >> 6] |= 1UL << row;
        Count++;
        return LiveChange.Added;
    }

    /// <summary>Keeps the old text when it says the same, so that only a change allocates.</summary>
    internal LiveChange SetText(int row, ReadOnlySpan<byte> escaped, long timeNs, long withinNs)
    {
        var change = Set(row, 0, timeNs, withinNs);
        ref var text = ref _texts![row];
        if (change == LiveChange.Overtaken) return change;
        if (text is null || !escaped.SequenceEqual(text)) text = escaped.ToArray();
        _updates?.Add(new LiveUpdate(LiveUpdateKind.Set, _table, _column, row, 0, timeNs, text));
        return change;
    }

    /// <summary>Whether there was something to clear.</summary>
    internal bool Clear(int row)
    {
        if (!Has(row)) return false;
        _presence[row >> 6] &= ~(1UL << row);
        if (_texts is not null) _texts[row] = null;
        Count--;
        _updates?.Add(new LiveUpdate(LiveUpdateKind.Cleared, _table, _column, row, 0, 0, null));
        return true;
    }

    /// <summary>Ends a round; clears and returns how many cells were heard of in none of the rounds kept.</summary>
    internal int EndRound()
    {
        var gone = 0;
        for (var word = 0; word < _presence.Length; word++)
        {
            var heard = _heard[word];
            foreach (var round in _heardBefore) heard |= round[word];
            if (_confirmed is not null) _confirmed[word] |= _heard[word];
            gone += Clear(word, _presence[word] & ~heard);
        }

        if (_heardBefore.Length > 0)
        {
            var oldest = _heardBefore[^1];
            Array.Copy(_heardBefore, 0, _heardBefore, 1, _heardBefore.Length - 1);
            (_heardBefore[0], _heard) = (_heard, oldest);
        }

        Array.Clear(_heard);
        return gone;
    }

    /// <summary>From now on <see cref="Sweep"/> knows what was heard of.</summary>
    internal void BeginCall()
    {
        if (_heardBefore.Length > 0)
        {
            for (var word = 0; word < _presence.Length; word++) _heardBefore[0][word] |= _heard[word];
        }

        Array.Clear(_heard);
        _confirmed = new ulong[_presence.Length];
    }

    /// <summary>Clears what was not heard of since <see cref="BeginCall"/>; returns how many cells.</summary>
    internal int Sweep()
    {
        if (_confirmed is null) return 0;
        var gone = 0;
        for (var word = 0; word < _presence.Length; word++) gone += Clear(word, _presence[word] & ~(_heard[word] | _confirmed[word]));
        _confirmed = null;
        return gone;
    }

    /// <summary>Tells of a cell, if it is there.</summary>
    internal void Tell(int row)
    {
        if (Has(row)) _updates!.Add(new LiveUpdate(LiveUpdateKind.Set, _table, _column, row, _cells[row].Value, _cells[row].TimeNs, _texts?[row]));
    }

    /// <summary>Whether a row has a cell here is added to its bit.</summary>
    internal void AddPresence(Span<ulong> rows)
    {
        for (var word = 0; word < Math.Min(rows.Length, _presence.Length); word++) rows[word] |= _presence[word];
    }

    internal void Grow(int capacity)
    {
        Array.Resize(ref _cells, capacity);
        Array.Resize(ref _presence, Words(capacity));
        Array.Resize(ref _heard, Words(capacity));
        for (var round = 0; round < _heardBefore.Length; round++) Array.Resize(ref _heardBefore[round], Words(capacity));
        if (_texts is not null) Array.Resize(ref _texts, capacity);
        if (_confirmed is not null) Array.Resize(ref _confirmed, Words(capacity));
    }

    /// <summary>A reader: raises each row's time to that of its cell here. As in <see cref="CopyTo"/> the writer may be at work, so nothing relies on two arrays having the same length.</summary>
    internal void AddTimes(Span<long> rowTimesNs)
    {
        var (cells, presence) = (_cells, _presence);
        var rows = Math.Min(Math.Min(cells.Length, rowTimesNs.Length), 64 * presence.Length);
        for (var row = 0; row < rows; row++)
        {
            if ((presence[row >> 6] >> row & 1) != 0) rowTimesNs[row] = Math.Max(rowTimesNs[row], cells[row].TimeNs);
        }
    }

    /// <summary>A reader: copies the column.</summary>
    internal void CopyTo(TableSnapshot snapshot, int column)
    {
        var (cells, presence, texts) = (_cells, _presence, _texts);
        presence.AsSpan(0, Math.Min(presence.Length, snapshot.PresenceWords)).CopyTo(snapshot.Presence.AsSpan(column * snapshot.PresenceWords));
        if (texts is null) CopyNumbers(cells, snapshot.Cells.AsSpan(column * snapshot.RowCapacity, snapshot.RowCapacity));
        else CopyTexts(snapshot, column, texts);
    }

    private static void CopyNumbers(ReadOnlySpan<Cell> cells, Span<ulong> target)
    {
        if (cells.Length > target.Length) cells = cells[..target.Length];
        for (var row = 0; row < cells.Length; row++) target[row] = cells[row].Value;
    }

    private static void CopyTexts(TableSnapshot snapshot, int column, byte[]?[] texts)
    {
        foreach (var row in snapshot.Slice(column))
        {
            if (row >= texts.Length || texts[row] is not { } text) continue;
            text.CopyTo(snapshot.TextRoom(text.Length));
            snapshot.Cells[column * snapshot.RowCapacity + row] = snapshot.CommitText(text.Length);
        }
    }

    private static int Words(int rows) => (rows + 63) / 64;

    private int Clear(int word, ulong bits)
    {
        if (bits == 0) return 0;
        _presence[word] &= ~bits;
        for (var rest = bits; (_texts ?? (object?)_updates) is not null && rest != 0; rest &= rest - 1)
        {
            var row = word * 64 + BitOperations.TrailingZeroCount(rest);
            if (_texts is not null) _texts[row] = null;
            _updates?.Add(new LiveUpdate(LiveUpdateKind.Cleared, _table, _column, row, 0, 0, null));
        }

        var count = BitOperations.PopCount(bits);
        Count -= count;
        return count;
    }

    private struct Cell
    {
        public ulong Value;

        /// <summary>By the device's clock, in Unix nanoseconds.</summary>
        public long TimeNs;

        /// <summary>What comes now came out of order: the cell is newer. One that is far ahead was set by another clock.</summary>
        public readonly bool IsAhead(long timeNs, long withinNs) => TimeNs - timeNs is > 0 and var ahead && ahead < withinNs;
    }
}
