using Collector.Pipeline.Samples;
using Collector.Pipeline.Store.Live;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The series of one table that a stream changes cell by cell: sends each update with its own time.</summary>
/// <remarks>
/// The shard's thread. The device's time counts as long as it is not after the receipt and not long before it; otherwise the time of receipt does. A value that the device does not
/// repeat is sent again after a while, because for a receiver a series without samples ends after some minutes.
/// </remarks>
internal sealed class LiveTableSeries(SentTarget target) : ISharedTable
{
    /// <summary>A receiver takes no sample that is much older than its newest ones.</summary>
    private const long OldestMs = 5 * 60_000;

    /// <summary>How far ahead of the receipt samples may get that came in one moment, a millisecond apart.</summary>
    private const long MostAheadMs = 1000;

    private RowSender _sender = new(target, TablePlan.OfOwn());
    private TableSchema? _schema;
    private TablePlan _plan = TablePlan.OfOwn();
    private LiveRow?[] _rows = [];

    /// <summary>The table may have more columns than before: those that are new.</summary>
    public Range Widen(TableSchema schema)
    {
        if (_schema == schema) return default;
        var known = _plan.Names.Length;
        (_schema, _plan) = (schema, TablePlan.Of(schema));
        _sender.Widen(_plan);
        return known.._plan.Names.Length;
    }

    /// <summary>Columns that are known.</summary>
    public int Columns => _plan.Names.Length;

    /// <summary>The family of a column.</summary>
    public string FamilyOf(int column) => _plan.Families[column];

    /// <param name="encoder">The shard's.</param>
    /// <param name="update">What happened.</param>
    /// <param name="receivedMs">When it came.</param>
    /// <param name="isRetold">It is not new, and counts only if we have not heard of it.</param>
    public void Apply(SeriesEncoder encoder, in LiveUpdate update, long receivedMs, bool isRetold = false)
    {
        if (update.Kind == LiveUpdateKind.Labelled)
        {
            Label(encoder, update, receivedMs);
            return;
        }

        if (RowAt(update.Row) is not { } row || update.Column >= _plan.Names.Length) return;
        row.Widen(_plan.Names.Length);
        ref var cell = ref row[update.Column];
        if (update.Kind == LiveUpdateKind.Cleared)
        {
            if (cell.IsThere) EndCell(encoder, row, update.Column, receivedMs);
            return;
        }

        if (isRetold && cell.IsThere && cell.Value == update.Cell && cell.Text.AsSpan().SequenceEqual(update.Content)) return;
        (cell.IsThere, cell.Value, cell.Text) = (true, update.Cell, update.Content);
        SendCell(encoder, row, update.Column, isRetold ? receivedMs : update.TimeNs / 1_000_000, receivedMs);
    }

    /// <summary>Sends values again that were not sent for a while.</summary>
    public void Repeat(SeriesEncoder encoder, long nowMs, long afterMs)
    {
        foreach (var row in _rows)
        {
            for (var column = 0; row is not null && column < row.Columns; column++)
            {
                if (row[column].IsThere && nowMs - row[column].LastMs >= afterMs) SendCell(encoder, row, column, nowMs, nowMs);
            }
        }
    }

    /// <inheritdoc/>
    public void Share(SeriesEncoder encoder, int column)
    {
        if (!_sender.Share(column)) return;
        foreach (var row in _rows)
        {
            if (row is not null && column < row.Columns) _sender.Claim(encoder, row.Series, column);
        }
    }

    /// <inheritdoc/>
    public void End(SeriesEncoder encoder, long unixMs)
    {
        foreach (ref var row in _rows.AsSpan())
        {
            if (row is not null) End(encoder, row, unixMs);
            row = null;
        }
    }

    /// <inheritdoc/>
    public void HandOver(SeriesEncoder encoder, InheritedSeries heir)
    {
        foreach (var row in _rows)
        {
            if (row is null) continue;
            row.Widen(_plan.Names.Length);
            _sender.HandOver(encoder, row.Series, heir);
        }
    }

    /// <summary>Begins anew under other labels and rules of the endpoint, with what was sent handed over before.</summary>
    public void BeginAnew(SeriesEncoder encoder)
    {
        _sender = new RowSender(target, _plan);
        foreach (var row in _rows)
        {
            if (row is null) continue;
            var lastMs = row.Series.LastMs;
            row.Series = encoder.MakeRow(target.Series.DataLabels, row.Series.Block, Math.Max(1, _plan.Words));
            row.Series.LastMs = lastMs;
        }
    }

    /// <summary>Sends all values there are.</summary>
    public void SendAll(SeriesEncoder encoder, long nowMs)
    {
        foreach (var row in _rows)
        {
            if (row is null) continue;
            var unixMs = Math.Max(nowMs, row.Series.LastMs + 1); // later than what was sent of the row under its old labels
            for (var column = 0; column < row.Columns; column++)
            {
                if (row[column].IsThere) SendCell(encoder, row, column, unixMs, unixMs);
            }
        }
    }

    private LiveRow? RowAt(int row) => (uint)row < (uint)_rows.Length ? _rows[row] : null;

    /// <summary>A row is new, gone, or has other labels: then what it has goes on under them.</summary>
    private void Label(SeriesEncoder encoder, in LiveUpdate update, long receivedMs)
    {
        if (update.Row >= _rows.Length) Array.Resize(ref _rows, Math.Max(update.Row + 1, 2 * _rows.Length));
        ref var row = ref _rows[update.Row];
        if (update.Cell == 0)
        {
            if (row is not null) End(encoder, row, receivedMs);
            row = null;
            return;
        }

        var series = encoder.MakeRow(target.Series.DataLabels, update.Content, Math.Max(1, _plan.Words));
        if (row is null)
        {
            row = new LiveRow(series);
            return;
        }

        if (row.Series.Labels.AsSpan().SequenceEqual(series.Labels)) return;
        End(encoder, row, receivedMs);
        row.Series = series;
        row.Widen(_plan.Names.Length);
        for (var column = 0; column < row.Columns; column++)
        {
            if (row[column].IsThere) SendCell(encoder, row, column, receivedMs, receivedMs);
        }
    }

    private void SendCell(SeriesEncoder encoder, LiveRow row, int column, long unixMs, long receivedMs)
    {
        ref var cell = ref row[column];
        if (unixMs > receivedMs || unixMs < receivedMs - OldestMs)
        {
            unixMs = receivedMs;
            encoder.Clamped();
        }

        if (unixMs <= cell.LastMs)
        {
            unixMs = cell.LastMs + 1; // came in the same moment as the one before, or after a repetition
            encoder.Clamped();
        }

        if (unixMs > receivedMs + MostAheadMs)
        {
            encoder.Drop(SampleDrop.NotIncreasing);
            return;
        }

        encoder.Stage.Load(_schema!.Columns[column], column, _plan.Names.Length, cell.Text is null ? cell.Value : TextCell.Pack(0, cell.Text.Length), cell.Text);
        _sender.SendCell(encoder, row.Series, column, unixMs);
        cell.LastMs = unixMs;
    }

    private void EndCell(SeriesEncoder encoder, LiveRow row, int column, long unixMs)
    {
        ref var cell = ref row[column];
        cell.LastMs = Math.Max(unixMs, cell.LastMs + 1);
        (cell.IsThere, cell.Text) = (false, null);
        _sender.EndCell(encoder, row.Series, column, cell.LastMs);
    }

    private void End(SeriesEncoder encoder, LiveRow row, long unixMs)
    {
        row.Widen(_plan.Names.Length);
        _sender.End(encoder, row.Series, unixMs);
    }
}
