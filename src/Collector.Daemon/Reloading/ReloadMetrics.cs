using System.Diagnostics.Metrics;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;

namespace Collector.Daemon.Reloading;

/// <summary>How the last reload ended, under Prometheus' names with our prefix. A start counts as a reload that succeeded.</summary>
/// <remarks>Reloads, one at a time, write; any thread reads.</remarks>
internal sealed class ReloadMetrics
{
    private readonly TimeProvider _time;
    private readonly SharedCounter[] _succeeded = new SharedCounter[EnumLabels<ReloadTrigger>.All.Count];
    private readonly SharedCounter[] _refused = new SharedCounter[EnumLabels<ReloadTrigger>.All.Count];
    private OwnedCounter _failed; // a gauge: 1 after a failure
    private OwnedCounter _succeededUnixMs;

    public ReloadMetrics(CollectorMeter collector, TimeProvider time)
    {
        _time = time;
        Succeeded();
        var meter = collector.Meter;
        meter.CreateObservableCounter("collector.config.reloads", Measure, null, "Reloads of the configuration, by what made them happen and how they ended.");
        meter.CreateObservableGauge("collector.config.last_reload_successful", () => 1 - _failed.Value, null, "Whether the last attempt to reload the configuration succeeded.");
        meter.CreateObservableGauge(
            "collector.config.last_reload_success_timestamp", () => _succeededUnixMs.Value / 1000.0, "s", "When the configuration in force was loaded, since the Unix epoch.");
    }

    /// <summary>A reload is over. Any thread.</summary>
    public void Counted(ReloadTrigger trigger, bool hasErrors) => (hasErrors ? _refused : _succeeded)[(int)trigger].Increment();

    public void Succeeded()
    {
        _failed.Set(0);
        _succeededUnixMs.Set(_time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public void Failed() => _failed.Set(1);

    private IEnumerable<Measurement<long>> Measure() => EnumLabels<ReloadTrigger>.All.SelectMany((trigger, place) => new[]
    {
        Measured(_succeeded[place].Value, trigger, "succeeded"),
        Measured(_refused[place].Value, trigger, "refused"),
    });

    private static Measurement<long> Measured(long count, string trigger, string outcome) =>
        new(count, KeyValuePair.Create("trigger", (object?)trigger), KeyValuePair.Create("outcome", (object?)outcome));
}
