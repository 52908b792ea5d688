using Collector.Simulator.Agent;
using Collector.Simulator.Devices;
using Collector.Snmp.Messages;

namespace Collector.Simulator;

/// <summary>Counts what happens to requests and replies: one method an event.</summary>
/// <remarks>Guarded by the fleet's lock. Seconds are those of the fleet's clock.</remarks>
internal sealed class FleetTally
{
    /// <summary>The sums so far; peaks are added by <see cref="Snapshot"/>.</summary>
    public FleetCounters Totals;

    private PerSecondPeak _requests;
    private PerSecondPeak _varbinds;

    public FleetCounters Snapshot(DeviceState[] devices) => Totals with
    {
        PeakRequestsPerSecond = _requests.Highest,
        PeakVarbindsPerSecond = _varbinds.Highest,
        PeakOutstandingOfADevice = devices.Max(static device => device.PeakOutstanding),
        DevicesAsked = devices.LongCount(static device => device.Requests > 0),
    };

    public void Accepted(in Request request, bool isRepeated, long second)
    {
        switch (request.Header.Type)
        {
            case PduType.Get: Totals.Get++; break;
            case PduType.GetNext: Totals.GetNext++; break;
            case PduType.GetBulk: Totals.GetBulk++; break;
            default: Totals.Set++; break;
        }
        if (request.Version == SnmpVersion.V1) Totals.Version1++;
        if (isRepeated) Totals.Repeated++;
        Totals.VarbindsAsked += request.Names.Count;
        _requests.Add(second, 1);
    }

    /// <summary>A request of version 3 that was opened.</summary>
    public void Opened() => Totals.Version3++;

    public void Reported() => Totals.Reports++;

    public void Refused(RequestOutcome outcome)
    {
        switch (outcome)
        {
            case RequestOutcome.WrongCommunity: Totals.WrongCommunity++; break;
            case RequestOutcome.UnsupportedVersion: Totals.UnsupportedVersion++; break;
            case RequestOutcome.NotARequest: Totals.NotARequest++; break;
            default: Totals.Malformed++; break;
        }
    }

    /// <summary>A right reply; it may still be late or doubled.</summary>
    public void Answered(in Reply reply, long second)
    {
        Totals.VarbindsServed += reply.Varbinds;
        _varbinds.Add(second, reply.Varbinds);
        if (reply.Error != ErrorStatus.NoError) Totals.ErrorReplies++;
    }

    public void Sent(int length, bool twice)
    {
        Totals.Replies += twice ? 2 : 1;
        Totals.ReplyOctets += twice ? 2 * length : length;
    }
}
