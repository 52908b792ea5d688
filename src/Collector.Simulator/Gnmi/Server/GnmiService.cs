using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Grpc.Server;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Requests;
using Collector.Simulator.Gnmi.Streams;
using Google.Protobuf;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>The three calls of gNMI that read, for every device: which one is asked is told by the connection's local address.</summary>
internal sealed class GnmiService(FleetState fleet)
{
    private readonly byte[] _capabilities = Capabilities(fleet.Options);

    public Dictionary<string, GrpcHandler> Methods => new(StringComparer.Ordinal)
    {
        ["/gnmi.gNMI/Capabilities"] = Guarded(CapabilitiesAsync),
        ["/gnmi.gNMI/Get"] = Guarded(GetAsync),
        ["/gnmi.gNMI/Subscribe"] = Guarded(SubscribeAsync),
    };

    private static byte[] Capabilities(GnmiFleetOptions options)
    {
        var answer = new CapabilityResponse { GNMIVersion = "0.10.0" };
        answer.SupportedEncodings.AddRange(options.Encodings);
        answer.SupportedModels.AddRange(DeviceModel.Modules.Select(static name => new ModelData { Name = name, Organization = "OpenConfig working group", Version = "1.0.0" }));
        return answer.ToByteArray();
    }

    private GrpcHandler Guarded(Func<ServerCall, GnmiDeviceState, Task<Status>> serve) => async call =>
    {
        if (fleet.Find(call.LocalEndPoint) is not { IsKilled: false } device)
        {
            call.AbortConnection(); // nobody is there
            return new Status(StatusCode.Unavailable, "there is no such device");
        }

        var status = Refusal(call, device) is { IsOK: false } refusal ? refusal : await serve(call, device);
        if (!status.IsOK) fleet.Totals.Refused();
        return status;
    };

    private Status Refusal(ServerCall call, GnmiDeviceState device)
    {
        var isKnown = fleet.Options.Username.Length == 0
            || (call.Headers.GetValue("username") == fleet.Options.Username && call.Headers.GetValue("password") == fleet.Options.Password);
        return device.Nature switch
        {
            _ when !isKnown => new Status(StatusCode.Unauthenticated, "unknown user or wrong password"),
            GnmiNature.Unauthenticated => new Status(StatusCode.Unauthenticated, "this device lets nobody in"),
            GnmiNature.Unimplemented when IsSubscribe(call) => new Status(StatusCode.Unimplemented, "this device has no Subscribe"),
            GnmiNature.ResourceExhausted when IsSubscribe(call) => new Status(StatusCode.ResourceExhausted, "Maximum number of Subscribe requests reached"),
            _ => Status.OK,
        };
    }

    private static bool IsSubscribe(ServerCall call) => call.Method.EndsWith("/Subscribe", StringComparison.Ordinal);

    private async Task<Status> CapabilitiesAsync(ServerCall call, GnmiDeviceState device)
    {
        await call.ReadAsync();
        fleet.Totals.CapabilitiesAsked();
        await call.WriteAsync(_capabilities);
        return Status.OK;
    }

    private async Task<Status> GetAsync(ServerCall call, GnmiDeviceState device)
    {
        if (await call.ReadAsync() is not { } message || TryParse(GetRequest.Parser, message) is not { } request)
            return new Status(StatusCode.InvalidArgument, "there is no GetRequest");
        fleet.Totals.GetAsked();
        using var writer = new NotificationWriter();
        Status status;
        lock (device) status = GetAnswer.Write(writer, fleet.Options, device, request, fleet.Clock.NowNs);
        if (status.IsOK) await call.WriteAsync(writer.Batch[0]);
        return status;
    }

    private async Task<Status> SubscribeAsync(ServerCall call, GnmiDeviceState device)
    {
        fleet.Totals.Subscribed();
        try
        {
            if (await call.ReadAsync() is not { } message || TryParse(SubscribeRequest.Parser, message) is not { } request)
                return new Status(StatusCode.InvalidArgument, "there is no SubscribeRequest");
            if (SubscribePlan.TryRead(request, fleet.Options, out var code, out var reason) is not { } plan) return new Status(code, reason);
            return await new ActiveCall(fleet, device, call, plan).ServeAsync();
        }
        finally
        {
            fleet.Totals.Ended(); // however it ends: clients go away before they have said a word
        }
    }

    private static T? TryParse<T>(MessageParser<T> parser, byte[] message)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
