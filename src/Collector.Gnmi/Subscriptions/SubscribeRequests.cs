using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Protocol.Extensions;
using Google.Protobuf;
using Extension = Collector.Gnmi.Protocol.Extensions.Extension;

namespace Collector.Gnmi.Subscriptions;

/// <summary>What is written to a Subscribe call: the list of subscriptions once, as its first message, and triggers for POLL.</summary>
/// <remarks>gNMI specification 3.5.1. A field that means nothing in its mode is left out, because devices reject what they need not understand.</remarks>
public static class SubscribeRequests
{
    /// <summary>Asks for everything once more, in a call of the mode POLL.</summary>
    public static ReadOnlyMemory<byte> Poll { get; } = new SubscribeRequest { Poll = new Poll() }.ToByteArray();

    /// <param name="subscription">What is wanted.</param>
    /// <param name="targetName">Of the device, for subscriptions that say so to it.</param>
    /// <param name="encoding">One that the device has: <see cref="EncodingChoice"/>.</param>
    public static ReadOnlyMemory<byte> Subscribe(SubscriptionOptions subscription, string targetName, Encoding encoding)
    {
        var list = new SubscriptionList
        {
            Mode = (SubscriptionList.Types.Mode)subscription.Mode,
            Encoding = encoding,
            UpdatesOnly = subscription.UpdatesOnly,
            Prefix = Prefix(subscription, targetName),
        };
        if (subscription.Qos is { } marking) list.Qos = new QOSMarking { Marking = marking };
        foreach (var model in subscription.Models) list.UseModels.Add(new ModelData { Name = model });
        foreach (var group in subscription.Paths)
        {
            foreach (var path in group.Paths) list.Subscription.Add(One(path, group, subscription.Mode));
        }

        var request = new SubscribeRequest { Subscribe = list };
        if (subscription.Depth > 0) request.Extension.Add(new Extension { Depth = new Depth { Level = subscription.Depth } });
        if (subscription.History is { } history) request.Extension.Add(new Extension { History = Past(history) });
        return request.ToByteArray();
    }

    // Huawei's NE40 rejects a prefix that is there and empty.
    private static Protocol.Path? Prefix(SubscriptionOptions subscription, string targetName)
    {
        var target = subscription.Target ?? (subscription.SetTarget ? targetName : "");
        var prefix = subscription.Prefix ?? GnmiPath.Root;
        return prefix.Elements.Count == 0 && prefix.Origin.Length == 0 && target.Length == 0 ? null : prefix.ToProtocol(target);
    }

    private static Subscription One(GnmiPath path, SubscribedPaths group, SubscriptionListMode mode)
    {
        var subscription = new Subscription { Path = path.ToProtocol() };
        if (mode != SubscriptionListMode.Stream) return subscription;
        subscription.Mode = (SubscriptionMode)group.Mode;
        var isSample = group.Mode == StreamMode.Sample;
        if (isSample) subscription.SampleInterval = Nanoseconds(group.SampleInterval);
        if (isSample) subscription.SuppressRedundant = group.SuppressRedundant;

        // 3.5.1.5.2: of samples it limits what suppress_redundant leaves out, so without that it says nothing.
        if (!isSample || group.SuppressRedundant) subscription.HeartbeatInterval = Nanoseconds(group.HeartbeatInterval);
        return subscription;
    }

    private static History Past(HistoryOptions history) => history.SnapshotNs is { } snapshot
        ? new History { SnapshotTime = snapshot }
        : new History { Range = new TimeRange { Start = history.StartNs ?? 0, End = history.EndNs ?? 0 } };

    private static ulong Nanoseconds(TimeSpan interval) => interval > TimeSpan.Zero ? (ulong)interval.Ticks * TimeSpan.NanosecondsPerTick : 0;
}
