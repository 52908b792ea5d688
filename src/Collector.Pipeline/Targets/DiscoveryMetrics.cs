using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets.Lists;

namespace Collector.Pipeline.Targets;

/// <summary>What discovery found and what it had to leave out, as metrics.</summary>
public sealed class DiscoveryMetrics
{
    public DiscoveryMetrics(CollectorMeter collector, TargetRegistry registry, TargetDiscovery discovery)
    {
        var meter = collector.Meter;
        meter.CreateObservableGauge("collector.targets", () => registry.Current.Count, null, "Targets in force.");
        meter.CreateObservableGauge("collector.target_files", () => discovery.Report.Files, null, "Target files that match a pattern.");
        meter.CreateObservableGauge(
            "collector.target_files_broken", () => discovery.Report.BrokenFiles, null, "Target files whose last good content is in force because the present one cannot be used.");
        meter.CreateObservableCounter(
            "collector.target_file_failures", () => discovery.FailedReads, null, "Contents of target files that could not be used.");
        TargetListMetrics.Create(meter, discovery);
        meter.CreateObservableGauge("collector.targets_ignored", () => Ignored(discovery.Report), null, "Targets left out, by reason.");
    }

    private static System.Diagnostics.Metrics.Measurement<int>[] Ignored(DiscoveryReport report) =>
    [
        new(report.IgnoredDuplicates, KeyValuePair.Create("reason", (object?)"duplicate")),
        new(report.Relabelled, KeyValuePair.Create("reason", (object?)"relabelled")),
        new(report.IgnoredInvalid, KeyValuePair.Create("reason", (object?)"invalid")),
    ];
}
