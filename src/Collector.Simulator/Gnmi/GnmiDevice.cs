using System.Net;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Server;

namespace Collector.Simulator.Gnmi;

/// <summary>The handle of one device of a running gNMI fleet: what a test or a demo changes it by.</summary>
/// <remarks>Any thread.</remarks>
public sealed class GnmiDevice
{
    private readonly FleetState _fleet;
    private readonly GnmiDeviceState _state;

    internal GnmiDevice(FleetState fleet, GnmiDeviceState state, IPEndPoint endpoint)
    {
        (_fleet, _state, Endpoint) = (fleet, state, endpoint);
    }

    public int Number => _state.Number;

    public IPEndPoint Endpoint { get; }

    public GnmiNature Nature => Read(static state => state.Nature);

    /// <summary>Subscribe calls that go on.</summary>
    public int ActiveCalls => Read(static state => state.Calls.Count);

    /// <summary>Ticks of 10 ms since the device started.</summary>
    public ulong Uptime => Read(state => state.Uptime(_fleet.Clock.NowNs));

    /// <summary>The uptime in ticks that a flood's last values are of; null before its end.</summary>
    public ulong? FloodEnd => Read(static state => state.FloodEnd);

    /// <summary>Applies changes now, all at once: streams send what they mean, deletes first.</summary>
    /// <remarks>The edit runs under the device's lock: it should only call the methods of <see cref="GnmiDeviceEdit"/>.</remarks>
    public void Edit(Action<GnmiDeviceEdit> edit)
    {
        ActiveCall[] calls;
        bool isCut;
        lock (_state)
        {
            var changes = new GnmiDeviceEdit(_state);
            edit(changes);
            isCut = changes.Commit(_fleet.Clock.NowNs);
            calls = [.. _state.Calls];
        }

        foreach (var call in calls)
        {
            if (isCut) call.Cut();
            else call.Wake();
        }
    }

    /// <summary>Cuts its connections, and every new one at its first call.</summary>
    public void Kill() => Edit(static edit => edit.IsKilled = true);

    public void Revive() => Edit(static edit => edit.IsKilled = false);

    /// <summary>Cuts the connections that carry a subscription.</summary>
    public void Cut() => Cut(_state);

    internal static void Cut(GnmiDeviceState state)
    {
        ActiveCall[] calls;
        lock (state) calls = [.. state.Calls];
        foreach (var call in calls) call.Cut();
    }

    private T Read<T>(Func<GnmiDeviceState, T> read)
    {
        lock (_state) return read(_state);
    }
}
