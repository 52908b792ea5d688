using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Requests;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>Answers a Get: what a subscription of the same paths would begin with, in one message.</summary>
internal static class GetAnswer
{
    /// <summary>Writes one GetResponse if the status is OK. Under the device's lock.</summary>
    public static Status Write(NotificationWriter writer, GnmiFleetOptions options, GnmiDeviceState device, GetRequest request, long nowNs)
    {
        var list = new SubscriptionList { Prefix = request.Prefix, Encoding = request.Encoding, Mode = SubscriptionList.Types.Mode.Once };
        list.Subscription.AddRange(request.Path.DefaultIfEmpty(new Collector.Gnmi.Protocol.Path()).Select(static path => new Subscription { Path = path }));
        var asked = new SubscribeRequest { Subscribe = list };
        asked.Extension.AddRange(request.Extension);
        if (SubscribePlan.TryRead(asked, options, out var code, out var reason) is not { } plan) return new Status(code, reason);
        var paths = new GroupBuilder(options, device, plan);
        var groups = paths.Build().FindAll(group => IsWanted(request.Type, group.Container.Schema.IsConfig));
        if (groups.Count == 0) return new Status(StatusCode.NotFound, "there is nothing at these paths");
        var sender = new GroupSender(options, device, plan.Encoding, paths);
        writer.IsJoining = true;
        foreach (var group in groups) sender.Send(writer, group, group.All, nowNs, missed: 0);
        sender.Flush(writer, nowNs);
        writer.EndJoined();
        return Status.OK;
    }

    private static bool IsWanted(GetRequest.Types.DataType type, bool isConfig) => type switch
    {
        GetRequest.Types.DataType.All => true,
        GetRequest.Types.DataType.Config => isConfig,
        _ => !isConfig,
    };
}
