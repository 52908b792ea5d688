using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Tests.Store;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Diagnostics;

public sealed class StoreMetricsTests : IDisposable
{
    private readonly FilledStore _filled = new();
    private readonly CollectorMeter _meter = new();

    [Fact]
    public void An_empty_store_holds_nothing() => Assert.Equal(default, new StoreMetrics(_meter, _filled.Store).Measure());

    [Fact]
    public void Values_are_counted_and_holes_are_not()
    {
        var pool = new SnapshotPool(_filled.Store.Epochs);
        var schema = NumberedSnapshots.Schema(3);
        var table = pool.RentTable(schema.Tables[0], 70);
        foreach (var row in new[] { 0, 63, 64, 69 }) table.Set(0, row, 1);
        table.Set(2, 69, 1);
        table.SetRowLabels([new RowLabels("ifIndex=\"1\""u8.ToArray(), [11])]);
        var module = pool.RentModule(schema);
        module.Tables[0] = table;
        _filled.Add("a", ["m"]).Publish(0, module, isComplete: true);
        _filled.Add("b", ["m"]);

        var size = new StoreMetrics(_meter, _filled.Store).Measure();

        // 72 slots: 3 columns of cells of 8 octets and of 2 words of presence, a time of 4 octets for each row, 11 octets of labels and where they end.
        Assert.Equal(new StoreSize(5, 3 * 72 * 8 + 3 * 2 * 8 + 72 * 4 + 11 + 4), size);
    }

    [Fact]
    public void What_streams_is_counted_too()
    {
        var schema = new LiveSchema("ifc", order: 0);
        var table = schema.AddTable();
        var column = schema.AddColumn(table, new UnsignedColumn(new MetricFamily("octets", "", MetricType.Counter)));
        var live = new LiveModule(schema, _filled.Store.Epochs);
        live.BeginWrite();
        var rows = live.TableFor(table, LiveExpiry.Never);
        rows.Set(column, rows.AddRow("name=\"e1\""u8), 7, timeNs: 1);
        rows.AddRow("name=\"e2\""u8);
        live.EndWrite();
        _filled.Add("a", ["ifc"]).Attach(0, live);

        var size = new StoreMetrics(_meter, _filled.Store).Measure();

        Assert.Equal(1, size.Values);
        Assert.Equal(rows.Bytes, size.Bytes);
    }

    public void Dispose() => _meter.Dispose();
}
