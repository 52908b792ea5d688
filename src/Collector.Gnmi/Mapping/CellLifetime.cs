using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>How long leaves live that are not sent again: sampled ones for three intervals, all others until they are deleted or their subscription ends.</summary>
/// <remarks>
/// A device may leave out deletes for sampled leaves (gNMI specification 3.5.2.3). One that suppresses what did not change may be silent until its heartbeat; one
/// without a heartbeat for ever. What the device decides by itself (TARGET_DEFINED) may be on change.
/// </remarks>
internal sealed class CellLifetime(SubscriptionOptions options)
{
    /// <summary>Sample intervals that a leaf may miss.</summary>
    public const int Intervals = 3;

    public LiveExpiry Of(LeafShape shape)
    {
        if (options.Mode != SubscriptionListMode.Stream || options.History is not null) return LiveExpiry.Never;
        var (longest, round) = (-1, TimeSpan.Zero);
        foreach (var paths in options.Paths)
        {
            foreach (var path in paths.Paths)
            {
                var length = MatchedBy(shape, path);
                if (length < longest || length < 0) continue;
                var next = RoundOf(paths);
                round = length > longest || next == TimeSpan.Zero ? next : round == TimeSpan.Zero ? round : TimeSpan.FromTicks(Math.Max(round.Ticks, next.Ticks));
                longest = length;
            }
        }

        return round == TimeSpan.Zero ? LiveExpiry.Never : new LiveExpiry(round.Ticks * TimeSpan.NanosecondsPerTick, Intervals);
    }

    private static TimeSpan RoundOf(SubscribedPaths paths)
    {
        if (paths.Mode != StreamMode.Sample) return TimeSpan.Zero;
        if (!paths.SuppressRedundant) return paths.SampleInterval;
        return paths.HeartbeatInterval > paths.SampleInterval ? paths.HeartbeatInterval : TimeSpan.Zero;
    }

    /// <summary>Elements of a subscribed path that the shape lies below; -1 when it does not.</summary>
    private int MatchedBy(LeafShape shape, GnmiPath path)
    {
        string[] names = [.. (options.Prefix?.Elements ?? []).Concat(path.Elements).Select(element => element.Name)];
        return IsBelow(shape, 0, names, 0) ? names.Length : -1;
    }

    private static bool IsBelow(LeafShape shape, int element, string[] names, int name)
    {
        if (name == names.Length) return true;
        if (names[name] == "...")
        {
            for (var skipped = element; skipped <= shape.Elements.Count; skipped++)
            {
                if (IsBelow(shape, skipped, names, name + 1)) return true;
            }

            return false;
        }

        return element < shape.Elements.Count && IsSame(shape.Elements[element].Name, names[name]) && IsBelow(shape, element + 1, names, name + 1);
    }

    private static bool IsSame(string name, string pattern) => pattern == "*" || ModulePrefix.Strip(name).SequenceEqual(ModulePrefix.Strip(pattern));
}
