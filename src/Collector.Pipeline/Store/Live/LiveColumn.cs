using System.Numerics;

namespace Collector.Pipeline.Store.Live;

/// <summary>One column of a <see cref="LiveTable"/>: for each row slot a cell, the device's time of it, whether it is there, and whether it was heard of lately.</summary>
/// <remarks>The table's writer only. A reader that copies meanwhile may see halves; <see cref="LiveModule"/> has it throw those away.</remarks>
internal sealed class LiveColumn(int rowCapacity, bool isText, int roundsKept)
{
    /// <summary>Newest round first. A cell that is in none of them has expired.</summary>
    private readonly ulong[][] _heard = [.. Enumerable.Range(0, Math.Max(1, roundsKept)).Select(_ => new ulong[Words(rowCapacity)])];

    private ulong[] _cells = new ulong[rowCapacity];
    private long[] _times = new long[rowCapacity];
    private ulong[] _presence = new ulong[Words(rowCapacity)];
    private byte[]?[]? _texts = isText ? new byte[rowCapacity][] : null;

    /// <summary>What was heard of since the call began, in rounds that are over; null between calls' syncs.</summary>
    private ulong[]? _confirmed;

    /// <summary>When the round ends, in Unix nanoseconds.</summary>
    public long RoundEndsNs { get; set; } = long.MinValue;

    /// <summary>Cells that are there.</summary>
    public int Count { get; private set; }

    public bool Has(int row) => (_presence[row >> 6] >> row & 1) != 0;

    public long TimeOf(int row) => _times[row];

    /// <summary>Sets a cell unless what is there is newer, by less than <paramref name="withinNs"/>.</summary>
    public LiveChange Set(int row, ulong cell, long timeNs, long withinNs)
    {
        ref var time = ref _times[row];
        ref var presence = ref _presence[row >> 6];
        var bit = 1UL << row;
        var isNew = (presence & bit) == 0;
        if (!isNew && time - timeNs is > 0 and var ahead && ahead < withinNs) return LiveChange.Overtaken;
        _cells[row] = cell;
        time = timeNs;
        _heard[0][row >> 6] |= bit;
        if (!isNew) return LiveChange.Replaced;
        presence |= bit;
        Count++;
        return LiveChange.Added;
    }

    /// <summary>Keeps the old text when it says the same, so that only a change allocates.</summary>
    public LiveChange SetText(int row, ReadOnlySpan<byte> escaped, long timeNs, long withinNs)
    {
        var change = Set(row, 0, timeNs, withinNs);
        ref var text = ref _texts![row];
        if (change != LiveChange.Overtaken && (text is null || !escaped.SequenceEqual(text))) text = escaped.ToArray();
        return change;
    }

    /// <summary>Whether there was something to clear.</summary>
    public bool Clear(int row)
    {
        if (!Has(row)) return false;
        _presence[row >> 6] &= ~(1UL << row);
        if (_texts is not null) _texts[row] = null;
        Count--;
        return true;
    }

    /// <summary>Ends a round; clears and returns how many cells were heard of in none of the rounds kept.</summary>
    public int EndRound()
    {
        var gone = 0;
        for (var word = 0; word < _presence.Length; word++)
        {
            var heard = 0UL;
            foreach (var round in _heard) heard |= round[word];
            if (_confirmed is not null) _confirmed[word] |= _heard[0][word];
            gone += Clear(word, _presence[word] & ~heard);
        }

        var oldest = _heard[^1];
        Array.Copy(_heard, 0, _heard, 1, _heard.Length - 1);
        Array.Clear(oldest);
        _heard[0] = oldest;
        return gone;
    }

    /// <summary>From now on <see cref="Sweep"/> knows what was heard of.</summary>
    public void BeginCall()
    {
        if (_heard.Length > 1)
        {
            for (var word = 0; word < _presence.Length; word++) _heard[1][word] |= _heard[0][word];
        }

        Array.Clear(_heard[0]);
        _confirmed = new ulong[_presence.Length];
    }

    /// <summary>Clears what was not heard of since <see cref="BeginCall"/>; returns how many cells.</summary>
    public int Sweep()
    {
        if (_confirmed is null) return 0;
        var gone = 0;
        for (var word = 0; word < _presence.Length; word++) gone += Clear(word, _presence[word] & ~(_heard[0][word] | _confirmed[word]));
        _confirmed = null;
        return gone;
    }

    /// <summary>Whether a row has a cell here is added to its bit.</summary>
    public void AddPresence(Span<ulong> rows)
    {
        for (var word = 0; word < Math.Min(rows.Length, _presence.Length); word++) rows[word] |= _presence[word];
    }

    public void Grow(int capacity)
    {
        Array.Resize(ref _cells, capacity);
        Array.Resize(ref _times, capacity);
        Array.Resize(ref _presence, Words(capacity));
        for (var round = 0; round < _heard.Length; round++) Array.Resize(ref _heard[round], Words(capacity));
        if (_texts is not null) Array.Resize(ref _texts, capacity);
        if (_confirmed is not null) Array.Resize(ref _confirmed, Words(capacity));
    }

    /// <summary>A reader: copies the column. The writer may be at work, so nothing here relies on two arrays having the same length.</summary>
    public void CopyTo(TableSnapshot snapshot, int column)
    {
        var (cells, presence, texts) = (_cells, _presence, _texts);
        var target = presence.AsSpan(0, Math.Min(presence.Length, snapshot.PresenceWords));
        target.CopyTo(snapshot.Presence.AsSpan(column * snapshot.PresenceWords));
        if (texts is null) cells.AsSpan(0, Math.Min(cells.Length, snapshot.RowCapacity)).CopyTo(snapshot.Cells.AsSpan(column * snapshot.RowCapacity));
        else CopyTexts(snapshot, column, texts);
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
        for (var rest = bits; _texts is not null && rest != 0; rest &= rest - 1) _texts[word * 64 + BitOperations.TrailingZeroCount(rest)] = null;
        var count = BitOperations.PopCount(bits);
        Count -= count;
        return count;
    }
}
