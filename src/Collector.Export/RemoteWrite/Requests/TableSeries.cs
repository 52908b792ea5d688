using Collector.Pipeline.Store;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The series of one table of one target: sends what a poll found, and ends what it did not find any more.</summary>
/// <remarks>The shard's thread. A row keeps its slot while it lives (<see cref="TableSnapshot"/>), so rows are known by their slots and proven by their label blocks.</remarks>
internal sealed class TableSeries(SentTarget target, TablePlan plan) : ISharedTable
{
    private readonly List<RowSeries> _ended = [];
    private readonly List<RowSeries> _begun = [];
    private readonly RowSender _sender = new(target, plan);
    private RowSeries?[] _rows = [];

    public TablePlan Plan => plan;

    /// <summary>Sends the rows of a poll.</summary>
    public void Send(SeriesEncoder encoder, TableSnapshot table, long startedUnixMs)
    {
        if (_rows.Length < table.RowCapacity) Array.Resize(ref _rows, table.RowCapacity);
        Bind(encoder, table);
        if (_ended.Count > 0 && _begun.Count > 0) GoOn();
        for (var chunk = 0; chunk < table.PresenceWords; chunk++) SendRows(encoder, table, chunk, startedUnixMs);
        EndRows(encoder, startedUnixMs);
    }

    /// <summary>Sends a row that is no table's: what the stage has as its first one.</summary>
    public void SendOne(SeriesEncoder encoder, long unixMs)
    {
        if (_rows.Length == 0) _rows = [encoder.MakeRow(target.Series.Target.Labels, default, plan.Words)];
        _sender.Send(encoder, _rows[0]!, 0, unixMs);
    }

    /// <inheritdoc/>
    public void End(SeriesEncoder encoder, long unixMs)
    {
        foreach (ref var row in _rows.AsSpan())
        {
            if (row is not null) _ended.Add(row);
            row = null;
        }

        EndRows(encoder, unixMs);
    }

    /// <inheritdoc/>
    public void HandOver(SeriesEncoder encoder, InheritedSeries heir)
    {
        foreach (var row in _rows)
        {
            if (row is not null) _sender.HandOver(encoder, row, heir);
        }
    }

    /// <inheritdoc/>
    public void Share(SeriesEncoder encoder, int column)
    {
        if (!_sender.Share(column)) return;
        foreach (var row in _rows)
        {
            if (row is not null) _sender.Claim(encoder, row, column);
        }
    }

    /// <summary>Finds rows that are new, gone, or another one in the same slot.</summary>
    private void Bind(SeriesEncoder encoder, TableSnapshot table)
    {
        for (var slot = 0; slot < _rows.Length; slot += RowLabels.Rows)
        {
            var chunk = slot / RowLabels.Rows;
            var live = chunk < table.PresenceWords ? LiveRows(table, chunk) : 0;
            for (var row = slot; row < Math.Min(slot + RowLabels.Rows, _rows.Length); row++)
            {
                ref var known = ref _rows[row];
                if ((live >> row & 1) == 0)
                {
                    if (known is not null) _ended.Add(known);
                    known = null;
                    continue;
                }

                var block = table.LabelsOf(row);
                if (known is not null && block.SequenceEqual(known.Block)) continue;
                var next = encoder.MakeRow(target.Series.DataLabels, block, plan.Words);
                if (known is not null) _ended.Add(known);
                _begun.Add(next);
                known = next;
            }
        }
    }

    private static ulong LiveRows(TableSnapshot table, int chunk)
    {
        var live = 0UL;
        for (var word = chunk; word < table.Presence.Length; word += table.PresenceWords) live |= table.Presence[word];
        return live;
    }

    /// <summary>A row that moved to another slot, or whose block says the same in another order, goes on.</summary>
    private void GoOn()
    {
        var ended = new Dictionary<byte[], RowSeries>(LabelBytesComparer.Instance);
        foreach (var row in _ended) ended.TryAdd(row.Labels, row);
        foreach (var row in _begun)
        {
            if (!ended.Remove(row.Labels, out var before)) continue;
            row.TakeOver(before);
            _ended.Remove(before);
        }
    }

    private void SendRows(SeriesEncoder encoder, TableSnapshot table, int chunk, long startedUnixMs)
    {
        if (LiveRows(table, chunk) is 0) return;
        encoder.Stage.Load(table, chunk);
        var first = chunk * RowLabels.Rows;
        for (var slot = first; slot < Math.Min(first + RowLabels.Rows, table.RowCapacity); slot++)
        {
            if (_rows[slot] is { } row) _sender.Send(encoder, row, slot - first, startedUnixMs + table.AnsweredAfterMs[slot]);
        }
    }

    private void EndRows(SeriesEncoder encoder, long unixMs)
    {
        foreach (var row in _ended) _sender.End(encoder, row, unixMs);
        _ended.Clear();
        _begun.Clear();
    }
}
