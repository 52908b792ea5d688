using System.Diagnostics.Metrics;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Diagnostics;

/// <summary>How much the store holds, counted when somebody asks: a bitmap's words are far fewer than its series.</summary>
public sealed class StoreMetrics
{
    private readonly SeriesStore _store;

    public StoreMetrics(CollectorMeter collector, SeriesStore store)
    {
        _store = store;
        collector.Meter.CreateObservableGauge("collector.store.series", () => Measure().Values, null, "Values that are served now: series, but for state sets and bits, of which a value is several.");
        collector.Meter.CreateObservableGauge(
            "collector.store.bytes", () => Measure().Bytes, "By", "Bytes that they and their labels take, replaced snapshots that wait for their next use apart.");
    }

    /// <summary>Any thread.</summary>
    public StoreSize Measure()
    {
        using var reading = _store.Epochs.Enter();
        var sum = default(StoreSize);
        foreach (var series in _store.Targets) sum += series.Size();
        return sum;
    }
}
