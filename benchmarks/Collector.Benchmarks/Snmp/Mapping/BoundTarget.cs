using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>One target of a module with a single column, and the walk over it: what a lane has of it, without the lane.</summary>
internal sealed class BoundTarget
{
    private readonly WalkCursor _cursor = new();
    private readonly ModuleState _state;
    private readonly TargetSeries _series;

    public BoundTarget(ModulePlan plan, int number)
    {
        var instance = $"127.1.{number >> 8}.{number & 255}:161";
        var labels = LabelSet.From([new Label("instance", instance)]);
        _state = new ModuleState(plan, labels);
        _series = new TargetSeries(
            new Target
            {
                Instance = instance, Address = instance, Labels = labels, Modules = [plan.Name], Auth = "public_v2",
                Interval = TimeSpan.FromSeconds(30), Deadline = TimeSpan.FromSeconds(30),
            },
            [plan.Name]);
    }

    public static ModulePlan Plan() => ModuleCompiler.Compile(
        new SnmpModuleOptions
        {
            Name = "counters",
            Walk = [InterfaceReplies.ColumnOid],
            Metrics =
            [
                new MetricOptions
                {
                    Name = "ifHCInOctets", Oid = InterfaceReplies.ColumnOid, Type = SnmpMetricType.Counter,
                    Indexes = [new IndexOptions { LabelName = "ifIndex", Type = SnmpIndexType.Gauge }],
                },
            ],
        },
        0, new ConfigurationProblems());

    public void BeginPoll(SnapshotPool pool) => _state.BeginPoll(pool);

    /// <summary>Reads, binds and stages all replies of a walk.</summary>
    public int Map(byte[][] replies, SnapshotPool pool)
    {
        _cursor.Begin(InterfaceReplies.ColumnOid);
        var taken = 0;
        foreach (byte[] reply in replies)
        {
            var mapper = new ReplyMapper(_state, pool, _cursor, InterfaceReplies.ColumnOid.Encoded, 1);
            PduReader.ReadVarbinds(InterfaceReplies.VarbindsOf(reply), ref mapper);
            mapper.Save(_cursor);
            taken += mapper.Taken;
        }

        return taken;
    }

    public void Publish(SnapshotPool pool, LabelWriter labels)
    {
        if (_series.Publish(0, _state.Finish(pool, labels, isComplete: true, CarriedObjects.None), isComplete: true) is { } replaced) pool.Retire(replaced);
    }
}
