using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;

namespace Collector.Daemon.Reloading;

/// <summary>How the last reload ended, under Prometheus' names with our prefix. A start counts as a reload that succeeded.</summary>
/// <remarks>Reloads, one at a time, write; any thread reads.</remarks>
internal sealed class ReloadMetrics
{
    private readonly TimeProvider _time;
    private OwnedCounter _failed; // a gauge: 1 after a failure
    private OwnedCounter _succeededUnixMs;

    public ReloadMetrics(CollectorMeter collector, TimeProvider time)
    {
        _time = time;
        Succeeded();
        var meter = collector.Meter;
        meter.CreateObservableGauge("collector.config.last_reload_successful", () => 1 - _failed.Value, null, "Whether the last attempt to reload the configuration succeeded.");
        meter.CreateObservableGauge(
            "collector.config.last_reload_success_timestamp", () => _succeededUnixMs.Value / 1000.0, "s", "When the configuration in force was loaded, since the Unix epoch.");
    }

    public void Succeeded()
    {
        _failed.Set(0);
        _succeededUnixMs.Set(_time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public void Failed() => _failed.Set(1);
}
