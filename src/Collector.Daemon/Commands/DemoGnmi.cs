using Collector.Gnmi.Configuration;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Targets;
using Collector.Simulator.Gnmi;

namespace Collector.Daemon.Commands;

/// <summary>The part of the demo that streams: what is subscribed to, and a target for each simulated device.</summary>
internal static class DemoGnmi
{
    public static GnmiConfiguration Configuration { get; } = new()
    {
        Options = new GnmiOptions
        {
            Subscriptions = new[]
            {
                Subscription("counters", Sampled(10, "/interfaces/interface/state/counters", "/system/cpus", "/system/memory")),
                Subscription("states", Watched("/interfaces/interface/state/oper-status", "/interfaces/interface/state/admin-status", "/interfaces/interface/state/last-change")),
                Subscription("components", Watched("/components/component/state"), Sampled(30, "/components/component/state/temperature")),
            }.ToDictionary(static one => one.Name, StringComparer.Ordinal),
            Defaults = new GnmiTargetOptions { Name = "", Addresses = [], Insecure = true },
        },
    };

    public static Target TargetFor(GnmiFleet fleet, int device, string site)
    {
        var instance = $"switch-{device:0000}";
        return new Target
        {
            Instance = instance,
            Protocol = Target.Gnmi,
            Address = fleet.Endpoint(device).ToString(),
            Labels = LabelSet.From([new Label("instance", instance), new Label("site", site), new Label("role", "leaf")]),
            Modules = [.. Configuration.Options.Subscriptions.Keys],
            Auth = "",
            Interval = TimeSpan.Zero,
            Deadline = TimeSpan.Zero,
        };
    }

    private static SubscriptionOptions Subscription(string name, params IReadOnlyList<SubscribedPaths> paths) => new() { Name = name, Paths = paths, Encoding = Encoding.Proto };

    private static SubscribedPaths Sampled(int seconds, params string[] paths) =>
        new() { Paths = [.. paths.Select(Parse)], Mode = StreamMode.Sample, SampleInterval = TimeSpan.FromSeconds(seconds) };

    private static SubscribedPaths Watched(params string[] paths) => new() { Paths = [.. paths.Select(Parse)], Mode = StreamMode.OnChange };

    private static GnmiPath Parse(string text) => PathText.TryParse(text, out var path, out var problem) ? path : throw new InvalidOperationException($"{text}: {problem}");
}
