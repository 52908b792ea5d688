using System.Text;
using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Pipeline.Rollups.Passes;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Benchmarks.Pipeline.Rollups;

/// <summary>A pass over devices of 50 interfaces with 20 columns, as often as not with a new poll of every one of them. 1,000 devices are a million series.</summary>
[MemoryDiagnoser]
public class RollupPassBenchmark
{
    private const int Interfaces = 50;

    private static readonly string[] Counters = ["ifHCInOctets", "ifHCOutOctets"];
    private static readonly string[] Gauges = ["ifHighSpeed", "ifAdminStatus", "ifOperStatus", "ifConnectorPresent"];
    private static readonly string[] Others = [.. Enumerable.Range(0, 14).Select(number => $"other{number}")];

    private readonly SeriesStore _store = new();
    private readonly List<ModuleSnapshot> _snapshots = [];
    private RollupPass _presets = null!;
    private RollupPass _everyCounter = null!;
    private RollupPass _byName = null!;
    private long _now = 1_700_000_000_000;

    [Params(20, 1000)]
    public int Devices { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var schema = new ModuleSchema("if_mib", 0, [new TableSchema([.. Counters.Concat(Others).Select(Counter), .. Gauges.Select(Gauge)])]);
        var pool = new SnapshotPool(_store.Epochs);
        _store.Change(new HashSet<TargetSeries>(), Enumerable.Range(0, Devices).Select(device => Add(device, schema, pool)).ToArray());
        _presets = new RollupPass([.. Enum.GetValues<RollupPreset>().SelectMany(ReadyMade.Of)], new StepCounts());
        _everyCounter = new RollupPass([.. Counters.Concat(Others).Select(name => Sum(name) with { By = ["site"] })], new StepCounts());
        _byName = new RollupPass([Sum(Counters[0]) with { By = ["ifName"] }], new StepCounts());
        foreach (var pass in (RollupPass[])[_presets, _everyCounter, _byName]) pass.Run(_store.TargetArray, _now);
        Poll();
        foreach (var pass in (RollupPass[])[_presets, _everyCounter, _byName]) pass.Run(_store.TargetArray, _now);
    }

    /// <summary>Every device was polled since the last pass: counters went on.</summary>
    [IterationSetup(Targets = [nameof(Presets_after_a_poll_of_everything), nameof(Rates_of_16_counters_after_a_poll_of_everything)])]
    public void Poll()
    {
        _now += 30_000;
        foreach (var snapshot in _snapshots)
        {
            var table = snapshot.Tables[0];
            snapshot.StartedUnixMs = _now;
            for (var cell = 0; cell < (Counters.Length + Others.Length) * table.RowCapacity; cell++) table.Cells[cell] += 1_000_000;
        }
    }

    /// <summary>Six rules: traffic, ports, devices, hottest links.</summary>
    [Benchmark]
    public void Presets_after_a_poll_of_everything() => _presets.Run(_store.TargetArray, _now);

    /// <summary>Sixteen rules, each over the rate of another counter.</summary>
    [Benchmark]
    public void Rates_of_16_counters_after_a_poll_of_everything() => _everyCounter.Run(_store.TargetArray, _now);

    /// <summary>Both at once, for the gates, which know nothing of iterations.</summary>
    [Benchmark]
    [AllocationLimit]
    [SpeedLimit]
    public void A_poll_of_everything_and_presets()
    {
        Poll();
        _presets.Run(_store.TargetArray, _now);
    }

    /// <summary>Nobody was polled: only the sums are made anew.</summary>
    [Benchmark]
    [AllocationLimit]
    public void Presets_again() => _presets.Run(_store.TargetArray, _now);

    /// <summary>Every row of a device in another group.</summary>
    [Benchmark]
    [AllocationLimit]
    public void One_counter_by_name_again() => _byName.Run(_store.TargetArray, _now);

    private static RollupRule Sum(string family) => new() { Name = $"sum_{family}", Operation = RollupOperation.Sum, Family = family, IsRate = true };

    private static Column Counter(string name) => new UnsignedColumn(new MetricFamily(name, "A counter.", MetricType.Counter));

    private static Column Gauge(string name) => new DoubleColumn(new MetricFamily(name, "A gauge.", MetricType.Gauge));

    private TargetSeries Add(int device, ModuleSchema schema, SnapshotPool pool)
    {
        var instance = $"10.{device >> 8}.{device & 255}.1";
        var target = new Target
        {
            Instance = instance,
            Address = instance,
            Labels = LabelSet.From([new Label("instance", instance), new Label("role", $"role{device % 3}"), new Label("site", $"ams{device % 50}")]),
            Modules = ["if_mib"],
            Auth = "public_v2",
            Interval = TimeSpan.FromSeconds(60),
            Deadline = TimeSpan.FromSeconds(60),
        };
        var series = new TargetSeries(target, ["if_mib"]);
        var snapshot = pool.RentModule(schema);
        snapshot.StartedUnixMs = _now;
        _snapshots.Add(snapshot);
        var table = snapshot.Tables[0] = pool.RentTable(schema.Tables[0], Interfaces);
        table.SetRowLabels([Labels()]);
        for (var row = 0; row < Interfaces; row++)
        {
            for (var column = 0; column < schema.Tables[0].Columns.Count; column++)
                table.Set(column, row, column < Counters.Length + Others.Length ? (ulong)(row * 1_000_003) : BitConverter.DoubleToUInt64Bits(column == Counters.Length + Others.Length ? 10_000 : 1));
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
