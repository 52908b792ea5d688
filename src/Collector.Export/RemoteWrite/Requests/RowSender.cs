namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Sends one row of a table: its samples, all of one time, and stale markers for the series that it does not have any more.</summary>
/// <remarks>The shard's thread. Mostly a row's series go out as they are; the slower way is for rules and for families that several modules have.</remarks>
internal sealed class RowSender(SentTarget target, TablePlan firstPlan)
{
    private const int LongestLabel = 16 * 1024;

    private Dictionary<byte[], SeriesFate>? _labelledFates; // by their own labels
    private bool[]? _isShared;
    private TablePlan _plan = firstPlan;

    /// <summary>A column's family is another table's as well. False when that is known.</summary>
    public bool Share(int column)
    {
        _isShared ??= new bool[_plan.Names.Length];
        if (_isShared[column]) return false;
        return _isShared[column] = true;
    }

    /// <param name="encoder">Has the row's values in its stage.</param>
    /// <param name="row">The row.</param>
    /// <param name="place">Its place in the stage.</param>
    /// <param name="unixMs">When it was answered.</param>
    public void Send(SeriesEncoder encoder, RowSeries row, int place, long unixMs)
    {
        var samples = _plan.Names.Length + encoder.Stage.LabelledOf(place);
        if (!row.IsValid || unixMs <= row.LastMs)
        {
            encoder.Drop(row.IsValid ? SampleDrop.NotIncreasing : SampleDrop.InvalidLabels, encoder.Stage.CountOf(place));
            return;
        }

        encoder.Writer.MakeRoomFor(samples);
        var isPlain = !encoder.HasRules && _isShared is null && row.Fates is null && target.Inherited is null;
        for (var column = 0; column < _plan.Names.Length; column++)
        {
            if (encoder.Stage.Has(column, place))
            {
                var name = _plan.Names[column];
                if (name.Length == 0) continue;
                if (isPlain) encoder.Writer.Add(row.BeforeName, name, row.FromName, unixMs, encoder.Stage.ValueOf(column, place));
                else if (!SendJudged(encoder, row, column, unixMs, encoder.Stage.ValueOf(column, place))) continue;
                row.SetSent(column);
            }
            else if (row.WasSent(column))
            {
                EndPlain(encoder, row, column, unixMs);
            }
        }

        if (samples > _plan.Names.Length || row.SentLabelled.Length > 0) SendLabelled(encoder, row, place, unixMs);
        row.LastMs = unixMs;
    }

    /// <summary>The table has more columns than before.</summary>
    public void Widen(TablePlan wider)
    {
        _plan = wider;
        if (_isShared is not null) Array.Resize(ref _isShared, _plan.Names.Length);
    }

    /// <summary>Sends one cell of a row: what the stage has in the place of its first row.</summary>
    public void SendCell(SeriesEncoder encoder, RowSeries row, int column, long unixMs)
    {
        if (!row.IsValid || _plan.Names[column].Length == 0) return;
        var stage = encoder.Stage;
        encoder.Writer.MakeRoomFor(1 + stage.LabelledOf(0));
        if (stage.Has(column, 0))
        {
            if (SendJudged(encoder, row, column, unixMs, stage.ValueOf(column, 0))) row.SetSent(column);
        }
        else if (row.WasSent(column))
        {
            EndPlain(encoder, row, column, unixMs);
        }

        if (stage.LabelledOf(0) > 0 || row.SentLabelled.Length > 0) SendLabelled(encoder, row, 0, unixMs, column);
        row.LastMs = Math.Max(row.LastMs, unixMs);
    }

    /// <summary>Ends one cell of a row.</summary>
    public void EndCell(SeriesEncoder encoder, RowSeries row, int column, long unixMs)
    {
        encoder.Stage.Begin(_plan.Names.Length);
        SendCell(encoder, row, column, unixMs);
    }

    /// <summary>The row is no more.</summary>
    public void End(SeriesEncoder encoder, RowSeries row, long unixMs)
    {
        unixMs = Math.Max(unixMs, row.LastMs + 1);
        for (var column = 0; column < _plan.Names.Length; column++)
        {
            if (row.WasSent(column)) EndPlain(encoder, row, column, unixMs);
            if (row.Fates is { } fates) encoder.End(fates[column]);
        }

        EndLabelled(encoder, row, kept: default, unixMs);
        row.Fates = null;
    }

    /// <summary>Whoever follows goes on with what was sent.</summary>
    public void HandOver(SeriesEncoder encoder, RowSeries row, InheritedSeries heir)
    {
        for (var column = 0; column < _plan.Names.Length; column++)
        {
            var fate = row.Fates?[column];
            if (row.WasSent(column) && IsOurs(fate)) heir.Add(fate?.Shared?.Labels ?? encoder.Composer.Compose(row, _plan.Names[column]), row.LastMs);
            encoder.End(fate);
        }

        var entries = new LabelledSet.Entries(row.SentLabelled);
        while (entries.Read())
        {
            var labels = encoder.Composer.Compose(row, _plan.Names[entries.Column], entries.Name, entries.Value);
            var fate = TakeLabelledFate(labels);
            if (IsOurs(fate)) heir.Add(fate?.Shared is { } shared ? shared.Labels : labels, row.LastMs);
            encoder.End(fate);
        }
    }

    /// <summary>What was sent of a column that has become shared is ours to go on with.</summary>
    public void Claim(SeriesEncoder encoder, RowSeries row, int column)
    {
        if (row.WasSent(column)) Own(FateOf(encoder, row, column), row.LastMs);
        var entries = new LabelledSet.Entries(row.SentLabelled);
        while (entries.Read())
        {
            if (entries.Column != column) continue;
            Own(LabelledFateOf(encoder, encoder.Composer.Compose(row, _plan.Names[column], entries.Name, entries.Value), column), row.LastMs);
        }
    }

    private static void Own(SeriesFate fate, long lastMs)
    {
        if (fate.Shared is not { Owner: null } shared) return;
        (shared.Owner, shared.LastMs) = (fate, lastMs);
    }

    private static bool IsOurs(SeriesFate? fate) => fate?.Shared is null || fate.Shared.Owner == fate;

    private bool SendJudged(SeriesEncoder encoder, RowSeries row, int column, long unixMs, ulong bits)
    {
        var fate = FateOf(encoder, row, column);
        return encoder.Send(fate, fate == SeriesFate.Unchanged ? encoder.Composer.Compose(row, _plan.Names[column]) : default, row.WasSent(column) ? null : target.Inherited, unixMs, bits);
    }

    private void EndPlain(SeriesEncoder encoder, RowSeries row, int column, long unixMs)
    {
        var fate = row.Fates?[column];
        encoder.SendEnd(fate, fate?.Shared is null ? encoder.Composer.Compose(row, _plan.Names[column]) : default, unixMs);
        row.ClearSent(column);
    }

    private SeriesFate FateOf(SeriesEncoder encoder, RowSeries row, int column)
    {
        if (!encoder.HasRules && _isShared?[column] is not true) return SeriesFate.Unchanged;
        row.Fates ??= new SeriesFate?[_plan.Names.Length];
        ref var fate = ref row.Fates[column];
        if (fate == SeriesFate.Unchanged && _isShared?[column] is true) fate = null; // it was judged when nobody else had the family
        return fate ??= encoder.Judge(encoder.Composer.Compose(row, _plan.Names[column]), _isShared?[column] is true);
    }

    private void SendLabelled(SeriesEncoder encoder, RowSeries row, int place, long unixMs, int onlyColumn = -1)
    {
        var stage = encoder.Stage;
        encoder.Labelled.Clear();
        if (onlyColumn >= 0) encoder.Labelled.AddOthers(row.SentLabelled, onlyColumn);
        for (var one = stage.FirstLabelled(place); one >= 0; one = stage.NextLabelled(one))
        {
            var column = stage.ColumnOf(one);
            if (_plan.Names[column].Length == 0) continue;
            if (stage.LabelOf(one).Length > LongestLabel) encoder.Drop(SampleDrop.InvalidLabels);
            else if (!encoder.Labelled.Add(column, stage.NameOf(one), stage.LabelOf(one))) encoder.Drop(SampleDrop.Duplicate);
            else if (!SendLabelled(encoder, row, column, stage.NameOf(one), stage.LabelOf(one), unixMs, stage.ValueOf(one))) encoder.Labelled.TakeBack();
        }

        if (encoder.Labelled.Packed.SequenceEqual(row.SentLabelled)) return;
        EndLabelled(encoder, row, encoder.Labelled.Packed, unixMs);
        row.SentLabelled = encoder.Labelled.Packed.ToArray();
    }

    private bool SendLabelled(SeriesEncoder encoder, RowSeries row, int column, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, long unixMs, ulong bits)
    {
        var labels = encoder.Composer.Compose(row, _plan.Names[column], name, value);
        return encoder.Send(LabelledFateOf(encoder, labels, column), labels, target.Inherited, unixMs, bits);
    }

    private SeriesFate LabelledFateOf(SeriesEncoder encoder, ReadOnlySpan<byte> labels, int column)
    {
        if (!encoder.HasRules && _isShared?[column] is not true) return SeriesFate.Unchanged;
        _labelledFates ??= new Dictionary<byte[], SeriesFate>(LabelBytesComparer.Instance);
        var lookup = _labelledFates.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(labels, out var fate) && (fate != SeriesFate.Unchanged || _isShared?[column] is not true)) return fate;
        fate = encoder.Judge(labels, _isShared?[column] is true);
        lookup[labels] = fate;
        return fate;
    }

    private SeriesFate? TakeLabelledFate(ReadOnlySpan<byte> labels)
    {
        if (_labelledFates is null) return null;
        _labelledFates.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(labels, out _, out var fate);
        return fate;
    }

    private void EndLabelled(SeriesEncoder encoder, RowSeries row, ReadOnlySpan<byte> kept, long unixMs)
    {
        var entries = new LabelledSet.Entries(row.SentLabelled);
        while (entries.Read())
        {
            if (LabelledSet.Contains(kept, entries.Packed)) continue;
            var labels = encoder.Composer.Compose(row, _plan.Names[entries.Column], entries.Name, entries.Value);
            var fate = TakeLabelledFate(labels);
            encoder.SendEnd(fate, labels, unixMs);
            encoder.End(fate);
        }

        row.SentLabelled = [];
    }
}
