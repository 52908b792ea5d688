using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Benchmarks.Pipeline.Store;

/// <summary>One poll's way through the store: a snapshot from the pool, 50 rows × 20 columns of cells, the swap, the old snapshot back.</summary>
[MemoryDiagnoser]
public class StoreBenchmark
{
    private const int Rows = 50;
    private const int Columns = 20;

    private readonly ModuleSchema _schema = new("m", 0, [new TableSchema([.. Enumerable.Range(0, Columns).Select(Counter)])]);
    private readonly SeriesStore _store = new();
    private readonly TargetSeries _series = new(
        new Target
        {
            Instance = "a", Address = "a", Labels = LabelSet.From([new Label("instance", "a")]), Modules = ["m"], Auth = "public_v2",
            Interval = TimeSpan.FromSeconds(30), Deadline = TimeSpan.FromSeconds(30),
        },
        ["m"]);

    private SnapshotPool _pool = null!;
    private TableSnapshot _staging = null!;
    private ulong _value;

    [GlobalSetup]
    public void Fill()
    {
        _pool = new SnapshotPool(_store.Epochs);
        _staging = _pool.RentTable(_schema.Tables[0], Rows);
    }

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    [AllocationLimit]
    public void Set_cell() => Set(_staging);

    [Benchmark]
    [AllocationLimit]
    public void Publish_and_retire() => Publish(_pool.RentTable(_schema.Tables[0], Rows));

    /// <summary>With a scrape that begins and ends between two polls.</summary>
    [Benchmark]
    [AllocationLimit]
    public void Publish_between_readings()
    {
        using (_store.Epochs.Enter()) Publish(_pool.RentTable(_schema.Tables[0], Rows));
    }

    /// <summary>All of it, for a cell.</summary>
    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    [AllocationLimit]
    public void Stage_and_publish()
    {
        var table = _pool.RentTable(_schema.Tables[0], Rows);
        Set(table);
        Publish(table);
    }

    private static UnsignedColumn Counter(int number) => new(new MetricFamily($"m{number}", "A counter.", MetricType.Counter));

    private void Set(TableSnapshot table)
    {
        for (var column = 0; column < Columns; column++)
        {
            for (var row = 0; row < Rows; row++) table.Set(column, row, ++_value);
        }
    }

    private void Publish(TableSnapshot table)
    {
        var snapshot = _pool.RentModule(_schema);
        snapshot.Tables[0] = table;
        if (_series.Publish(0, snapshot, isComplete: true) is { } replaced) _pool.Retire(replaced);
    }
}
