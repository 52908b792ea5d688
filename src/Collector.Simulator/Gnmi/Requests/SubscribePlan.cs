using Collector.Gnmi.Protocol;
using Collector.Grpc;

namespace Collector.Simulator.Gnmi.Requests;

/// <summary>What a SubscriptionList asks for, checked. Immutable.</summary>
internal sealed class SubscribePlan
{
    private const int MostPaths = 1000;

    private SubscribePlan(SubscriptionList list, IReadOnlyList<PlannedPath> paths, uint depth)
    {
        (Mode, Encoding, UpdatesOnly, Target) = (list.Mode, list.Encoding, list.UpdatesOnly, list.Prefix?.Target ?? "");
        (Paths, Depth) = (paths, depth);
    }

    public SubscriptionList.Types.Mode Mode { get; }

    public Encoding Encoding { get; }

    public bool UpdatesOnly { get; }

    /// <summary>Said again in every prefix (2.2.2.1); empty when nobody said one.</summary>
    public string Target { get; }

    public IReadOnlyList<PlannedPath> Paths { get; }

    /// <summary>Levels below the paths; 0 for all.</summary>
    public uint Depth { get; }

    /// <summary>Null, with the reason, for what a device must refuse.</summary>
    public static SubscribePlan? TryRead(SubscribeRequest request, GnmiFleetOptions options, out StatusCode code, out string reason)
    {
        (code, reason) = (StatusCode.InvalidArgument, "");
        if (request.RequestCase != SubscribeRequest.RequestOneofCase.Subscribe)
        {
            reason = "the first message of the call is no subscription";
            return null;
        }

        var list = request.Subscribe;
        if (!options.Encodings.Contains(list.Encoding)) (code, reason) = (StatusCode.Unimplemented, $"encoding {list.Encoding} is not supported");
        else if (list.Subscription.Count is 0 or > MostPaths) reason = $"there are {list.Subscription.Count} subscriptions";
        var paths = new List<PlannedPath>();
        foreach (var subscription in list.Subscription)
        {
            if (reason.Length > 0) return null;
            reason = Plan(list.Prefix, subscription, options, paths);
        }

        var depth = request.Extension.FirstOrDefault(static extension => extension.Depth is not null)?.Depth.Level ?? 0;
        return reason.Length > 0 ? null : new SubscribePlan(list, paths, depth);
    }

    private static string Plan(Collector.Gnmi.Protocol.Path? prefix, Subscription asked, GnmiFleetOptions options, List<PlannedPath> paths)
    {
        if (prefix?.Origin is { Length: > 0 } && asked.Path?.Origin is { Length: > 0 }) return "prefix and path both have an origin";
        var shortest = Ns(options.ShortestInterval);
        var interval = asked.SampleInterval == 0
            ? asked.Mode == SubscriptionMode.Sample ? shortest : Ns(options.DefaultInterval)
            : (long)Math.Min(asked.SampleInterval, long.MaxValue / 4);
        if (interval < shortest) return $"a sample interval of {interval} ns is less than {shortest} ns";
        var heartbeat = (long)Math.Min(asked.HeartbeatInterval, long.MaxValue / 4);
        if (heartbeat > 0 && heartbeat < shortest) return $"a heartbeat interval of {heartbeat} ns is less than {shortest} ns";
        paths.Add(new PlannedPath(PathPattern.From(prefix, asked.Path), asked.Mode, interval, heartbeat, asked.SuppressRedundant));
        return "";
    }

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
