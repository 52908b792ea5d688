using System.Text;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;

namespace Collector.Testing;

/// <summary>A store that a test fills by hand, without any protocol: it plays the lane.</summary>
/// <remarks>One thread publishes.</remarks>
public sealed class FilledStore
{
    private readonly SnapshotPool _pool;

    public FilledStore() => _pool = new SnapshotPool(Store.Epochs);

    public SeriesStore Store { get; } = new();

    /// <summary>How long devices say that they have been up, in what is published from now on; -1 when nobody asks them.</summary>
    public long DeviceUptimeMs { get; set; } = -1;

    /// <summary>Adds a target whose labels are `instance` and those given.</summary>
    public TargetSeries Add(string instance, IReadOnlyList<string> modules, params Label[] labels)
    {
        var target = new Target
        {
            Instance = instance,
            Address = instance,
            Labels = LabelSet.From([new Label("instance", instance), .. labels]),
            Modules = modules,
            Auth = "public_v2",
            Interval = TimeSpan.FromSeconds(60),
            Deadline = TimeSpan.FromSeconds(60),
        };
        return Add(target);
    }

    public TargetSeries Add(Target target)
    {
        var series = new TargetSeries(target, target.Modules);
        Store.Change(new HashSet<TargetSeries>(), [series]);
        return series;
    }

    /// <summary>Adds a target that streams, with its subscriptions.</summary>
    public StreamHistory AddStream(string instance, IReadOnlyList<string> subscriptions)
    {
        var target = Add(instance, subscriptions);
        Remove(target);
        var series = new TargetSeries(target.Target with { Protocol = "gnmi" }, subscriptions) { Stream = new StreamHistory(subscriptions) };
        Store.Change(new HashSet<TargetSeries>(), [series]);
        return series.Stream;
    }

    public void Remove(TargetSeries series) => Store.Change(new HashSet<TargetSeries> { series }, []);

    /// <summary>Publishes one table of a module: its first. A row is its label block and a cell for each column, null where there is none.</summary>
    public void Publish(TargetSeries series, int module, ModuleSchema schema, params (string Labels, object?[] Cells)[] rows) =>
        Publish(series, module, schema, 1_700_000_000_000, rows);

    /// <summary>As above, for a poll that began at a stated time; row r was answered r milliseconds later.</summary>
    public void Publish(TargetSeries series, int module, ModuleSchema schema, long startedUnixMs, params (string Labels, object?[] Cells)[] rows)
    {
        var snapshot = _pool.RentModule(schema);
        (snapshot.StartedUnixMs, snapshot.DeviceUptimeMs) = (startedUnixMs, DeviceUptimeMs);
        snapshot.IsComplete = true;
        for (var i = 0; i < schema.Tables.Count; i++)
        {
            var table = _pool.RentTable(schema.Tables[i], rows.Length);
            table.SetRowLabels(LabelsOf(rows));
            if (i == 0) Fill(table, rows);
            snapshot.Tables[i] = table;
        }

        if (series.Publish(module, snapshot, isComplete: true) is { } replaced) _pool.Retire(replaced);
    }

    /// <summary>Publishes all tables of a module.</summary>
    public void PublishTables(TargetSeries series, int module, ModuleSchema schema, params (string Labels, object?[] Cells)[][] tables)
    {
        var snapshot = _pool.RentModule(schema);
        snapshot.IsComplete = true;
        for (var i = 0; i < tables.Length; i++)
        {
            snapshot.Tables[i] = _pool.RentTable(schema.Tables[i], tables[i].Length);
            snapshot.Tables[i].SetRowLabels(LabelsOf(tables[i]));
            Fill(snapshot.Tables[i], tables[i]);
        }

        if (series.Publish(module, snapshot, isComplete: true) is { } replaced) _pool.Retire(replaced);
    }

    /// <summary>Ends a module's series, as a poll without any reply does.</summary>
    public void PublishNothing(TargetSeries series, int module)
    {
        if (series.Publish(module, null, isComplete: false) is { } replaced) _pool.Retire(replaced);
    }

    /// <summary>A module with one table.</summary>
    public static ModuleSchema Module(string name, int order, params Column[] columns) => new(name, order, [new TableSchema(columns)]);

    public static UnsignedColumn Counter(string name, string help = "A counter.") => new(new MetricFamily(name, help, MetricType.Counter));

    public static DoubleColumn Gauge(string name, string help = "A gauge.") => new(new MetricFamily(name, help, MetricType.Gauge));

    /// <summary>The labels of rows, in chunks as the store has them.</summary>
    public static List<RowLabels> LabelsOf(IReadOnlyList<(string Labels, object?[] Cells)> rows) =>
        [.. rows.Select(row => Encoding.UTF8.GetBytes(row.Labels)).Chunk(RowLabels.Rows).Select(Pack)];

    private static RowLabels Pack(byte[][] blocks)
    {
        var ends = new int[blocks.Length];
        var end = 0;
        for (var i = 0; i < blocks.Length; i++) ends[i] = end += blocks[i].Length;
        return new RowLabels([.. blocks.SelectMany(block => block)], ends);
    }

    private static void Fill(TableSnapshot table, (string Labels, object?[] Cells)[] rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            table.AnsweredAfterMs[row] = (uint)row;
            for (var column = 0; column < rows[row].Cells.Length; column++)
            {
                if (rows[row].Cells[column] is { } cell) table.Set(column, row, BitsOf(table, cell));
            }
        }
    }

    private static ulong BitsOf(TableSnapshot table, object cell)
    {
        switch (cell)
        {
            case ulong counter: return counter;
            case double gauge: return BitConverter.DoubleToUInt64Bits(gauge);
            case int code: return (ulong)(long)code;
            case string text:
                var escaped = LabelEscaping.Escape(text);
                escaped.CopyTo(table.TextRoom(escaped.Length));
                return table.CommitText(escaped.Length);
            default: throw new ArgumentException($"no column takes a {cell.GetType()}", nameof(cell));
        }
    }
}
