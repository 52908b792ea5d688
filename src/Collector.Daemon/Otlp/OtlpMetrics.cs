using System.Diagnostics.Metrics;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;

namespace Collector.Daemon.Otlp;

/// <summary>Counts pushes of the collector's own metrics. A push shows those before it.</summary>
internal sealed class OtlpMetrics
{
    private SharedCounter _succeeded;
    private SharedCounter _failed;

    public OtlpMetrics(CollectorMeter collector) =>
        collector.Meter.CreateObservableCounter("collector.otlp.exports", Measure, null, "Pushes of the collector's own metrics by OTLP, by how they ended.");

    public void Counted(bool succeeded)
    {
        if (succeeded) _succeeded.Increment();
        else _failed.Increment();
    }

    private IEnumerable<Measurement<long>> Measure() =>
    [
        new Measurement<long>(_succeeded.Value, KeyValuePair.Create("outcome", (object?)"succeeded")),
        new Measurement<long>(_failed.Value, KeyValuePair.Create("outcome", (object?)"failed")),
    ];
}
