using System.Diagnostics.Metrics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;

namespace Collector.Pipeline.Diagnostics;

/// <summary>How many targets stream, and how they do: the store's streams counted when somebody asks.</summary>
public sealed class StreamMetrics
{
    private readonly SeriesStore _store;

    public StreamMetrics(CollectorMeter collector, SeriesStore store)
    {
        _store = store;
        collector.Meter.CreateObservableGauge("collector.gnmi.targets", Measure, null, "gNMI targets, by what they are doing.");
    }

    /// <summary>Any thread.</summary>
    private IEnumerable<Measurement<int>> Measure()
    {
        var counts = new int[EnumLabels<StreamState>.All.Count];
        foreach (var series in _store.Targets)
        {
            if (series.Stream is { } stream) counts[(int)stream.State]++;
        }

        return counts.Select((count, state) => new Measurement<int>(count, KeyValuePair.Create("state", (object?)EnumLabels<StreamState>.All[state])));
    }
}
