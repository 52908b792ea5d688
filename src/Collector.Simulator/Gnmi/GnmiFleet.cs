using System.Net;
using System.Net.Sockets;
using Collector.Grpc.Server;
using Collector.Simulator.Gnmi.Server;
using Collector.Simulator.Network;

namespace Collector.Simulator.Gnmi;

/// <summary>Thousands of gNMI devices in one process, each on its own loopback address, served by one listener.</summary>
/// <remarks>
/// Any thread. One socket listens on all addresses, since a listener a device costs a descriptor and an accept loop each; it is bound to the loopback
/// interface where the kernel allows that, and what comes to another address than a device's is cut off in any case.
/// What the devices contain and how their values move is in README.md of the simulator.
/// </remarks>
public sealed class GnmiFleet : IAsyncDisposable
{
    /// <summary>The name in the fleet's certificate, for clients to ask for: addresses are only in it for the first devices.</summary>
    public const string ServerName = "simulator.test";

    private readonly FleetState _state;
    private readonly FleetAuthority? _authority;
    private readonly GrpcServer _server;

    private GnmiFleet(FleetState state, FleetAuthority? authority, GrpcServer server)
    {
        (_state, _authority, _server) = (state, authority, server);
        state.Pacer.Start();
    }

    public GnmiFleetOptions Options => _state.Options;

    /// <summary>The TCP port that all devices share.</summary>
    public int Port => _server.Port;

    public GnmiFleetCounters Counters => _state.Totals.Read();

    /// <summary>The certificate that clients must trust, as PEM; null without TLS.</summary>
    public string? AuthorityPem => _authority?.Pem;

    /// <summary>Opens the port and begins to answer.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message names every mistake.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<GnmiFleet> StartAsync(GnmiFleetOptions options, CancellationToken cancelled = default)
    {
        var errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(options));
        var state = new FleetState(options);
        var authority = options.HasTls ? new FleetAuthority(options.Time.GetUtcNow(), Enumerable.Range(0, options.Devices).Select(state.Address)) : null;
        var server = await GrpcServer.StartAsync(
            new GrpcServerOptions
            {
                EndPoints = [new IPEndPoint(IPAddress.Any, options.Port)],
                OpenListener = Listen,
                Tls = authority is null ? null : new GrpcServerTls { Certificate = authority.Certificate },
                Methods = new GnmiService(state).Methods,
                Time = options.Time,
            },
            cancelled);
        return new GnmiFleet(state, authority, server);
    }

    public IPEndPoint Endpoint(int device)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(device);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(device, Options.Devices);
        return new IPEndPoint(_state.Address(device), Port);
    }

    public GnmiDevice Device(int number) => new(_state, _state.Devices[number], Endpoint(number));

    /// <summary>Cuts all connections that carry a subscription, at once.</summary>
    public void CutAll()
    {
        foreach (var device in _state.Devices) GnmiDevice.Cut(device);
    }

    public async ValueTask DisposeAsync()
    {
        await _state.Pacer.DisposeAsync();
        await _server.DisposeAsync();
        _authority?.Dispose();
    }

    private static Socket Listen(EndPoint endpoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        SocketOptions.TryBindToLoopback(socket);
        socket.Bind(endpoint);
        return socket;
    }
}
