namespace Collector.Snmp.Polling;

/// <summary>For how long a poll had requests that were ready and for whose replies the lane had no room: however many at once, the time counts once.</summary>
/// <remarks>The lane's thread only. Milliseconds of the lane's clock.</remarks>
internal struct RoomWait
{
    private int _waiting;
    private double _since;

    /// <summary>What is over of it.</summary>
    public double TotalMs { get; private set; }

    public void Begin(double nowMs)
    {
        if (_waiting++ == 0) _since = nowMs;
    }

    public void End(double nowMs)
    {
        if (--_waiting == 0) TotalMs += nowMs - _since;
    }
}
