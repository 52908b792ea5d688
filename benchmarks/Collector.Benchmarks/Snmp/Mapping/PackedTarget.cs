using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>A target with a table of counters whose columns are read side by side: what a lane has of it, in the midst of a poll whose rows are known.</summary>
internal sealed class PackedTarget
{
    public const int Columns = 12;
    public const int Rows = 50;

    private const string Entry = "1.3.6.1.2.1.31.1.1.1";

    private readonly ModuleState _state;
    private readonly ColumnPart[] _parts;

    public PackedTarget(ModulePlan plan, SnapshotPool pool)
    {
        _state = new ModuleState(plan, LabelSet.Empty);
        _parts =
        [
            .. plan.Objects.Objects.Select(mapped => new ColumnPart
            {
                Object = mapped, Table = _state.Tables[mapped.Table], From = RowIndex.None, Row = RowIndex.None, Until = RowIndex.None, Left = Rows + 1, Octets = 23,
            }),
        ];
        _state.BeginPoll(pool);
    }

    public static ModulePlan Plan() => ModuleCompiler.Compile(
        new SnmpModuleOptions
        {
            Name = "counters",
            Walk = [Oid.Parse(Entry)],
            Metrics =
            [
                .. Enumerable.Range(2, Columns).Select(column => new MetricOptions
                {
                    Name = $"counter{column}", Oid = Oid.Parse($"{Entry}.{column}"), Type = SnmpMetricType.Counter,
                    Indexes = [new IndexOptions { LabelName = "ifIndex", Type = SnmpIndexType.Gauge }],
                }),
            ],
        },
        0, new ConfigurationProblems());

    /// <summary>The datagram that has some rows of some columns.</summary>
    public static byte[] Reply(ModulePlan plan, ReadOnlySpan<int> asked, int rows, uint after = 0)
    {
        var buffer = new byte[65_000];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min));
        for (var row = after + 1; row <= after + rows; row++)
        {
            foreach (var index in asked) writer.TryAddUnsigned(plan.Objects.Objects[index].Name.Append(row).Encoded, SmiType.Counter64, 300_000_000_000UL + row);
        }

        if (!writer.TryComplete(out var length)) throw new InvalidOperationException("The reply does not fit.");
        return buffer[..length];
    }

    /// <summary>Goes to where a column is read on after so many rows, and takes a reply's varbinds to their cells.</summary>
    public int Map(ReadOnlySpan<byte> varbinds, ReadOnlySpan<int> asked, int after, int rows, bool asksAhead, SnapshotPool pool)
    {
        foreach (var index in asked) _parts[index].Row = after - 1; // slots are numbered as rows came
        if (asksAhead) ColumnsMapper.Prefetch(_parts, asked, rows);
        var mapper = new ColumnsMapper(_state, pool, _parts, asked, 1);
        PduReader.ReadVarbinds(varbinds, ref mapper);
        return mapper.Taken;
    }
}
