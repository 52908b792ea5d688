using System.Net;
using Collector.Simulator.Devices;
using Collector.Simulator.Mib;

namespace Collector.Simulator;

/// <summary>The handle of one device of a running fleet: what a test or a demo changes it by.</summary>
/// <remarks>Any thread. Every change appears between two requests, never within one.</remarks>
public sealed class SimulatedDevice
{
    private readonly FleetServer _server;
    private readonly DeviceState _state;

    internal SimulatedDevice(FleetServer server, DeviceState state, IPEndPoint endpoint)
    {
        _server = server;
        _state = state;
        Endpoint = endpoint;
    }

    public int Number => _state.Number;

    public IPEndPoint Endpoint { get; }

    public DeviceNature Nature => _server.Read(() => _state.Nature);

    /// <summary>Requests that an agent would act on, answered or not.</summary>
    public long Requests => _server.Read(() => _state.Requests);

    /// <summary>The most replies that ever waited at once.</summary>
    public int PeakOutstanding => _server.Read(() => _state.PeakOutstanding);

    /// <summary>The ifIndex of every interface row, ascending.</summary>
    public IReadOnlyList<uint> Interfaces => _server.Read(() =>
        _state.Layout[(int)RowSetKind.Interfaces].Rows.ToArray().Select(static row => row.Index).ToArray());

    /// <summary>Applies changes now. No later reply shows the device as it was.</summary>
    /// <remarks>The edit runs under the fleet's lock: it should only call the methods of <see cref="DeviceEdit"/>.</remarks>
    public void Edit(Action<DeviceEdit> edit) => _server.Edit(_state, edit);

    /// <summary>Applies changes when the next request for sysUpTime arrives, just before it is answered: between two polls.</summary>
    /// <returns>Ends when the changes are in force, and fails if the edit does.</returns>
    public Task EditAtNextPoll(Action<DeviceEdit> edit) => _server.EditAtNextPoll(_state, edit);

    /// <summary>Stops answering.</summary>
    public void Kill() => Edit(static edit => edit.IsKilled = true);

    /// <summary>Answers again; the uptime went on.</summary>
    public void Revive() => Edit(static edit => edit.IsKilled = false);
}
