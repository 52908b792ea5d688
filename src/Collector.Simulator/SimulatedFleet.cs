using System.Net;
using System.Runtime.InteropServices;

namespace Collector.Simulator;

/// <summary>Thousands of SNMP agents in one process, each on its own loopback address, served by one thread and one socket.</summary>
/// <remarks>Any thread. What the agents contain and how their counters move is in README.md beside this file.</remarks>
public sealed class SimulatedFleet : IAsyncDisposable
{
    private readonly FleetServer _server;

    private SimulatedFleet(SimulatorOptions options, FleetServer server)
    {
        Options = options;
        _server = server;
    }

    public SimulatorOptions Options { get; }

    /// <summary>The UDP port that all devices share.</summary>
    public int Port => _server.Port;

    public FleetCounters Counters => _server.ReadCounters();

    /// <summary>Opens the port and begins to answer.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message names every mistake.</exception>
    /// <exception cref="PlatformNotSupportedException">Not Linux on x64 or arm64.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static SimulatedFleet Start(SimulatorOptions options)
    {
        // Only Linux answers on all of 127.0.0.0/8 and has the calls that make one socket fast enough.
        if (!Collector.Snmp.Transport.Linux.LibC.IsSupported)
            throw new PlatformNotSupportedException($"The simulator runs on Linux (x64, arm64) only, not on {RuntimeInformation.RuntimeIdentifier}.");
        var errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(options));
        var server = new FleetServer(options);
        server.Start();
        return new SimulatedFleet(options, server);
    }

    public IPEndPoint Endpoint(int device)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(device);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(device, Options.Devices);
        var octets = Options.BaseAddress.GetAddressBytes();
        var address = (octets[1] << 16 | octets[2] << 8 | octets[3]) + device;
        return new IPEndPoint(new IPAddress([octets[0], (byte)(address >> 16), (byte)(address >> 8), (byte)address]), Port);
    }

    public SimulatedDevice Device(int number) => new(_server, _server.Device(number), Endpoint(number));

    /// <summary>Stops answering; replies that wait are never sent.</summary>
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}
