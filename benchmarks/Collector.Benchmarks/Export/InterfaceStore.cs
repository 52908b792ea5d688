using System.Text;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Benchmarks.Export;

/// <summary>A store of routers as `if_mib` leaves it: 50 interfaces, 15 counters and 5 gauges each, lines of about 100 bytes.</summary>
internal static class InterfaceStore
{
    private const int Interfaces = 50;

    private static readonly string[] Counters =
    [
        "ifHCInOctets", "ifHCInUcastPkts", "ifHCInMulticastPkts", "ifHCInBroadcastPkts", "ifHCOutOctets", "ifHCOutUcastPkts", "ifHCOutMulticastPkts",
        "ifHCOutBroadcastPkts", "ifInErrors", "ifOutErrors", "ifInDiscards", "ifOutDiscards", "ifInUnknownProtos", "ifInOctets", "ifOutOctets",
    ];

    private static readonly string[] Gauges = ["ifSpeed", "ifHighSpeed", "ifMtu", "ifAdminStatus", "ifOperStatus"];

    public static SeriesStore Make(int devices)
    {
        var schema = new ModuleSchema("if_mib", 0, [new TableSchema([.. Counters.Select(Counter), .. Gauges.Select(Gauge)])]);
        var store = new SeriesStore();
        var pool = new SnapshotPool(store.Epochs);
        var random = new Random(1);
        store.Change(new HashSet<TargetSeries>(), Enumerable.Range(0, devices).Select(device => Add(device, schema, pool, random)).ToArray());
        return store;
    }

    private static Column Counter(string name) => new UnsignedColumn(new MetricFamily(name, "A counter.", MetricType.Counter));

    private static Column Gauge(string name) => new DoubleColumn(new MetricFamily(name, "A gauge.", MetricType.Gauge));

    private static TargetSeries Add(int device, ModuleSchema schema, SnapshotPool pool, Random random)
    {
        var instance = $"10.{device >> 8}.{device & 255}.1";
        var series = new TargetSeries(
            new Target
            {
                Instance = instance,
                Address = instance,
                Labels = LabelSet.From([new Label("instance", instance), new Label("site", $"ams{device % 9}")]),
                Modules = ["if_mib"],
                Auth = "public_v2",
                Interval = TimeSpan.FromSeconds(60),
                Deadline = TimeSpan.FromSeconds(60),
            },
            ["if_mib"]);
        var snapshot = pool.RentModule(schema);
        var table = snapshot.Tables[0] = pool.RentTable(schema.Tables[0], Interfaces);
        table.SetRowLabels([Labels()]); // each device has its own
        for (var column = 0; column < schema.Tables[0].Columns.Count; column++)
        {
            for (var row = 0; row < Interfaces; row++)
                table.Set(column, row, column < Counters.Length ? (ulong)random.NextInt64(1L << (10 + 3 * column)) : BitConverter.DoubleToUInt64Bits(random.Next(100_000)));
        }

        series.Publish(0, snapshot, isComplete: true);
        return series;
    }

    private static RowLabels Labels()
    {
        var blocks = Enumerable.Range(1, Interfaces).Select(i => Encoding.UTF8.GetBytes($"ifIndex=\"{i}\",ifDescr=\"GigabitEthernet0/{i}\",ifName=\"Gi0/{i}\"")).ToArray();
        var ends = new int[blocks.Length];
        for (var (i, end) = (0, 0); i < blocks.Length; i++) ends[i] = end += blocks[i].Length;
        return new RowLabels([.. blocks.SelectMany(block => block)], ends);
    }
}
