using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi;
using Collector.Testing;
using Google.Protobuf;

namespace Collector.Simulator.Tests.Gnmi;

/// <summary>A connection to one device of a fleet. Waits are bounded: only a broken simulator makes them end.</summary>
internal sealed class FleetClient : IAsyncDisposable
{
    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];
    private DuplexCall? _call;

    public FleetClient(GnmiFleet fleet, int device, GrpcTlsOptions? tls = null, string user = "", string password = "")
    {
        _channel = GrpcChannel.ForAddress(
            GrpcAddress.Parse(fleet.Endpoint(device).ToString()), new GrpcChannelOptions { Tls = tls, MaxReceiveMessageSize = 100_000_000 });
        if (user.Length > 0) _headers.Add("username", user);
        if (user.Length > 0) _headers.Add("password", password);
    }

    public Status Status => _call!.Status;

    public async Task<CapabilityResponse> CapabilitiesAsync() =>
        CapabilityResponse.Parser.ParseFrom((await UnaryAsync("Capabilities", new CapabilityRequest())).Message.Span);

    public async Task<GetResponse> GetAsync(GetRequest request) => GetResponse.Parser.ParseFrom((await UnaryAsync("Get", request)).Message.Span);

    public Task<UnaryResponse> UnaryAsync(string method, IMessage request) =>
        _channel.UnaryCallAsync($"/gnmi.gNMI/{method}", request.ToByteArray(), new CallOptions { Timeout = Patience.Limit, Headers = _headers });

    public async Task SubscribeAsync(SubscribeRequest request)
    {
        _call = _channel.StartDuplexCall("/gnmi.gNMI/Subscribe", new CallOptions { Headers = _headers });
        await WriteAsync(request);
    }

    public async Task WriteAsync(SubscribeRequest request) => await _call!.WriteAsync(request.ToByteArray());

    /// <summary>The next response; null at the end of the call, which <see cref="Status"/> tells of.</summary>
    public async Task<SubscribeResponse?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            if (_call!.TryRead(out var message)) return SubscribeResponse.Parser.ParseFrom(message.Span);
            if (!await _call.WaitToReadAsync(patience.Token)) return null;
        }
    }

    public async Task<List<SubscribeResponse>> UntilSyncAsync()
    {
        var all = new List<SubscribeResponse>();
        while (await NextAsync() is { } response)
        {
            all.Add(response);
            if (response.SyncResponse) return all;
        }

        throw new InvalidOperationException($"The call ended before its sync response: {Status}");
    }

    public async Task<Status> EndAsync()
    {
        while (await NextAsync() is not null)
        {
        }

        return Status;
    }

    public async ValueTask DisposeAsync()
    {
        if (_call is not null) await _call.DisposeAsync();
        _channel.Dispose();
    }
}
