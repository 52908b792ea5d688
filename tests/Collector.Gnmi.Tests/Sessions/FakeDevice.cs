using System.Collections.Concurrent;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Grpc;
using Collector.Grpc.Server;
using Google.Protobuf;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>A gNMI target over a real connection, whose Subscribe calls a test scripts.</summary>
internal sealed class FakeDevice : IAsyncDisposable
{
    private readonly ConcurrentQueue<DeviceCall> _calls = new();
    private GrpcServer? _server;

    /// <summary>Plays one Subscribe call; the number counts from 1.</summary>
    public Func<DeviceCall, int, Task<Status>> Subscribe { get; set; } = (call, _) => call.StreamAsync();

    /// <summary>Null for a device without Capabilities.</summary>
    public Func<CapabilityResponse>? Capabilities { get; set; } = () => new CapabilityResponse { SupportedEncodings = { Encoding.Json, Encoding.Proto } };

    /// <summary>A password that every call has to carry.</summary>
    public string? Password { get; set; }

    public IReadOnlyList<DeviceCall> Calls => [.. _calls];

    public string Address => _server!.Address.ToString();

    public static async Task<FakeDevice> StartAsync()
    {
        var device = new FakeDevice();
        device._server = await GrpcServer.StartAsync(new GrpcServerOptions
        {
            Methods = new Dictionary<string, GrpcHandler>
            {
                [TargetChannel.CapabilitiesMethod] = device.OnCapabilitiesAsync,
                [TargetChannel.SubscribeMethod] = device.OnSubscribeAsync,
            },
        });
        return device;
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private async Task<Status> OnCapabilitiesAsync(ServerCall call)
    {
        if (!IsLetIn(call)) return new Status(StatusCode.Unauthenticated, "bad credentials");
        if (Capabilities is null) return new Status(StatusCode.Unimplemented, "no capabilities");
        await call.ReadAsync();
        await call.WriteAsync(Capabilities().ToByteArray());
        return Status.OK;
    }

    private async Task<Status> OnSubscribeAsync(ServerCall call)
    {
        if (!IsLetIn(call)) return new Status(StatusCode.Unauthenticated, "bad credentials");
        if (await call.ReadAsync() is not { } first) return new Status(StatusCode.InvalidArgument, "no request");
        var ours = new DeviceCall(call, SubscribeRequest.Parser.ParseFrom(first));
        _calls.Enqueue(ours);
        return await Subscribe(ours, _calls.Count);
    }

    private bool IsLetIn(ServerCall call) => Password is null || call.Headers.GetValue("password") == Password;
}
