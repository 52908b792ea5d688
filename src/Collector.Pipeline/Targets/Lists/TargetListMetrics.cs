using System.Diagnostics.Metrics;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>How the lists of targets stand that somebody else keeps, as metrics.</summary>
internal static class TargetListMetrics
{
    public static void Create(Meter meter, TargetDiscovery discovery)
    {
        meter.CreateObservableGauge("collector.target_list.targets", () => Each(discovery, list => list.State.Targets), null, "Targets of a list that is fetched, before relabelling.");
        meter.CreateObservableGauge("collector.target_list.kept", () => Each(discovery, list => list.State.IsKept ? 1 : 0), null, "Whether a list is as it was kept on disk, because its source has not answered since the start.");
        meter.CreateObservableCounter("collector.target_list.failures", () => Each(discovery, list => list.Failures), null, "Attempts to fetch a list that failed.");
        meter.CreateObservableGauge("collector.target_list.last_success_timestamp", () => Fetched(discovery), "s", "When the source of a list last answered, since the Unix epoch.");
        meter.CreateObservableGauge("collector.target_list.age", () => Aged(discovery), "s", "Since the source of a list last answered.");
    }

    private static Measurement<long>[] Each(TargetDiscovery discovery, Func<TargetListRefresh, long> value) =>
        [.. Distinct(discovery).Select(list => new Measurement<long>(value(list), Tags(list)))];

    private static Measurement<double>[] Fetched(TargetDiscovery discovery) =>
        [.. Distinct(discovery).Where(list => list.State.FetchedAt is not null).Select(list => new Measurement<double>(list.State.FetchedAt!.Value.ToUnixTimeMilliseconds() / 1000.0, Tags(list)))];

    private static Measurement<double>[] Aged(TargetDiscovery discovery) =>
        [.. Distinct(discovery).Where(list => list.Age is not null).Select(list => new Measurement<double>(list.Age!.Value.TotalSeconds, Tags(list)))];

    /// <summary>A list that somebody wrote twice is one series.</summary>
    private static IEnumerable<TargetListRefresh> Distinct(TargetDiscovery discovery) => discovery.Lists.DistinctBy(list => (list.Options.Kind, list.Options.Name));

    private static KeyValuePair<string, object?>[] Tags(TargetListRefresh list) => [new("kind", list.Options.Kind), new("list", list.Options.Name)];
}
