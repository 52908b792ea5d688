using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>One target as a shard knows it: the series that were sent of each of its modules, and of itself.</summary>
/// <remarks>The shard's thread.</remarks>
internal sealed class SentTarget
{
    /// <summary>What is sent of a target beside its data.</summary>
    public static readonly MetricFamily[] OwnFamilies =
    [
        new("up", "Whether the target answered its last poll, or its stream is alive.", MetricType.Gauge),
        new("collector_target_up", "Whether the last finished poll had a valid reply, or the stream is alive.", MetricType.Gauge),
        new("collector_poll_duration_seconds", "How long the poll took.", MetricType.Gauge),
        new("collector_poll_varbinds", "Varbinds received in the poll.", MetricType.Gauge),
    ];

    private static readonly TablePlan OwnPlan = TablePlan.OfOwn([.. OwnFamilies.Select(family => family.Name)]);

    private const long RepeatAfterMs = 60_000;
    private const long TellEveryMs = 15_000;
    private const long LongestWaitMs = 60_000; // of an heir for its stream's first state

    private readonly TableSeries[]?[] _modules;
    private readonly List<LiveTableSeries>?[] _live;
    private readonly bool[] _isKnown;
    private TableSeries _own;
    private readonly Dictionary<string, List<(ISharedTable Table, int Column)>> _families = new(StringComparer.Ordinal);
    private readonly bool[] _isSilent;
    private int _unknown;
    private bool _isPolled;
    private long _begunMs;
    private long _toldMs;

    public SentTarget(TargetSeries series, InheritedSeries? inherited)
    {
        (Series, Inherited) = (series, inherited);
        _modules = new TableSeries[]?[series.ModuleNames.Count];
        _live = new List<LiveTableSeries>?[series.ModuleNames.Count];
        _isKnown = new bool[series.ModuleNames.Count];
        _isSilent = new bool[series.ModuleNames.Count];
        _unknown = series.ModuleNames.Count;
        _own = new TableSeries(this, OwnPlan);
    }

    public TargetSeries Series { get; }

    /// <summary>What the target's predecessor had sent and nobody has gone on with yet; null without one.</summary>
    public InheritedSeries? Inherited { get; private set; }

    /// <summary>Sends what a poll of a module found; null when it found nothing at all.</summary>
    public void Send(SeriesEncoder encoder, int module, ModuleSnapshot? snapshot, long unixMs)
    {
        encoder.Writer.Begin(Series.Target.Instance);
        _isSilent[module] = snapshot is null;
        if (snapshot is null)
        {
            if (!_isPolled) End(encoder, module, unixMs); // else with the poll, at its time
        }
        else
        {
            var tables = _modules[module] ??= Plan(encoder, snapshot);
            for (var table = 0; table < tables.Length; table++) tables[table].Send(encoder, snapshot.Tables[table], snapshot.StartedUnixMs);
        }

        if (!_isKnown[module])
        {
            _isKnown[module] = true;
            _unknown--;
        }

        if (_unknown == 0 && !_isPolled && Inherited is { IsPolled: false }) EndInherited(encoder, unixMs);
    }

    /// <summary>Sends what a stream brought.</summary>
    public void Send(SeriesEncoder encoder, int module, LiveSchema schema, LiveBatch batch)
    {
        encoder.Writer.Begin(Series.Target.Instance);
        var tables = _live[module] ??= [];
        foreach (var update in batch.Updates)
        {
            while (tables.Count <= update.Table) tables.Add(new LiveTableSeries(this));
            var table = tables[update.Table];
            if (table.Widen(schema.Current.Tables[update.Table]) is var added && added.End.Value > 0)
            {
                for (var column = added.Start.Value; column < added.End.Value; column++)
                {
                    Add(encoder, table, table.FamilyOf(column), column);
                    encoder.Families?.Add(schema.Current.Tables[update.Table].Columns[column].Family);
                }
            }

            table.Apply(encoder, update, batch.ReceivedUnixMs, batch.IsRetold);
        }
    }

    /// <summary>Time passes: a stream is up or not, and what it does not repeat is repeated.</summary>
    public void Tick(SeriesEncoder encoder, long nowMs)
    {
        if (Series.Stream is not { } stream || nowMs - _toldMs < TellEveryMs) return;
        _toldMs = nowMs;
        if (_begunMs == 0) _begunMs = nowMs;
        encoder.Writer.Begin(Series.Target.Instance);
        foreach (var table in _live.SelectMany(tables => tables ?? [])) table.Repeat(encoder, nowMs, RepeatAfterMs);
        if (stream.IsUp is { } isUp)
        {
            encoder.Stage.Begin(columns: 4);
            encoder.Stage.Set(0, 0, isUp ? 1 : 0);
            encoder.Stage.Set(1, 0, isUp ? 1 : 0);
            _own.SendOne(encoder, nowMs);
        }

        if (Inherited is not null && (stream.IsSynced || nowMs - _begunMs >= LongestWaitMs)) EndInherited(encoder, nowMs);
    }

    /// <summary>Sends how a poll went.</summary>
    public void Send(SeriesEncoder encoder, in PollRecord poll)
    {
        encoder.Writer.Begin(Series.Target.Instance);
        _isPolled = true;
        for (var module = 0; module < _isSilent.Length; module++)
        {
            if (_isSilent[module]) End(encoder, module, poll.StartedUnixMs);
        }

        encoder.Stage.Begin(columns: 4);
        encoder.Stage.Set(0, 0, poll.IsUp ? 1 : 0);
        encoder.Stage.Set(1, 0, poll.IsUp ? 1 : 0);
        encoder.Stage.Set(2, 0, poll.Duration.TotalSeconds);
        encoder.Stage.Set(3, 0, poll.Varbinds);
        _own.SendOne(encoder, poll.StartedUnixMs);
        if (Inherited is null || _unknown > 0) return;
        EndInherited(encoder, poll.StartedUnixMs);
    }

    /// <summary>Ends everything.</summary>
    public void End(SeriesEncoder encoder, long unixMs)
    {
        encoder.Writer.Begin(Series.Target.Instance);
        foreach (var table in Tables()) table.End(encoder, unixMs);
        Inherited?.EndRest(encoder, unixMs);
    }

    /// <summary>What another definition of the target is to go on with.</summary>
    public InheritedSeries HandOver(SeriesEncoder encoder)
    {
        var heir = Inherited ?? new InheritedSeries();
        heir.IsPolled |= _isPolled || Series.Stream is not null;
        foreach (var table in Tables()) table.HandOver(encoder, heir);
        return heir;
    }

    /// <summary>
    /// The endpoint's labels or rules have changed: every series that is the same under both goes on, the others end and begin, those of a stream now, those of polls with the
    /// next one.
    /// </summary>
    /// <param name="before">What everything was sent with.</param>
    /// <param name="encoder">What is sent with from now on.</param>
    /// <param name="nowMs">In Unix milliseconds.</param>
    public void Change(SeriesEncoder before, SeriesEncoder encoder, long nowMs)
    {
        encoder.Writer.Begin(Series.Target.Instance);
        Inherited = HandOver(before);
        _families.Clear();
        Array.Clear(_modules);
        Array.Clear(_isKnown);
        _unknown = _isKnown.Length;
        _own = new TableSeries(this, OwnPlan);
        (_toldMs, _begunMs) = (0, nowMs - LongestWaitMs); // what a stream has is sent here: the next tick tells the rest
        foreach (var table in _live.SelectMany(tables => tables ?? []))
        {
            table.BeginAnew(encoder);
            for (var column = 0; column < table.Columns; column++) Add(encoder, table, table.FamilyOf(column), column);
        }

        foreach (var table in _live.SelectMany(tables => tables ?? [])) table.SendAll(encoder, nowMs);
    }

    private void End(SeriesEncoder encoder, int module, long unixMs)
    {
        foreach (var table in _modules[module] ?? []) table.End(encoder, unixMs);
    }

    private void EndInherited(SeriesEncoder encoder, long unixMs)
    {
        Inherited!.EndRest(encoder, unixMs);
        Inherited = null;
    }

    private IEnumerable<ISharedTable> Tables() => [.. _modules.SelectMany(tables => tables ?? []), .. _live.SelectMany(tables => tables ?? []), _own];

    private TableSeries[] Plan(SeriesEncoder encoder, ModuleSnapshot snapshot)
    {
        TableSeries[] tables = [.. snapshot.Schema.Tables.Select(schema => new TableSeries(this, TablePlan.Of(schema)))];
        foreach (var column in snapshot.Schema.Tables.SelectMany(table => table.Columns)) encoder.Families?.Add(column.Family);
        foreach (var table in tables)
        {
            for (var column = 0; column < table.Plan.Families.Length; column++) Add(encoder, table, table.Plan.Families[column], column);
        }

        return tables;
    }

    /// <summary>A family that several columns have may have a series twice: then each of them asks before it sends.</summary>
    private void Add(SeriesEncoder encoder, ISharedTable table, string family, int column)
    {
        if (!_families.TryGetValue(family, out var columns)) _families[family] = columns = [];
        columns.Add((table, column));
        if (columns.Count < 2) return;
        foreach (var (other, place) in columns) other.Share(encoder, place);
    }
}
