using Collector.Simulator.Devices;
using Collector.Simulator.Faults;
using Collector.Simulator.Network;

namespace Collector.Simulator;

/// <summary>Sends replies, at once or when their delay is over.</summary>
/// <remarks>Guarded by the fleet's lock.</remarks>
internal sealed class Outbox(LoopbackSocket socket, TimeProvider time, FleetTally tally) : IDisposable
{
    private static readonly TimeSpan _idle = TimeSpan.FromHours(1);

    private readonly DelayedReplies _delayed = new();
    private readonly ITimer _alarm = time.CreateTimer(_ => socket.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private long _alarmAt = long.MaxValue;

    /// <summary>Replies that wait.</summary>
    public int Waiting => _delayed.Count;

    /// <summary>Sends what the socket's room begins with.</summary>
    public void Send(int length, Peer to, uint from, bool twice)
    {
        tally.Sent(length, twice);
        socket.Send(length, to, from, twice);
    }

    public void SendLater(TimeSpan delay, DeviceState device, ReadOnlySpan<byte> octets, Peer to, uint from, bool twice)
    {
        var due = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
        _delayed.Add(due, device, octets, to, from, twice);
        tally.Totals.Delayed++;
    }

    /// <summary>Sends the replies whose time has come; returns how long the thread may wait.</summary>
    public TimeSpan SendDue()
    {
        if (_delayed.Count == 0) return _idle;
        var now = time.GetTimestamp();
        while (_delayed.TryTake(now, out var reply))
        {
            reply.Octets.AsSpan(0, reply.Length).CopyTo(socket.Room);
            Send(reply.Length, reply.To, reply.From, reply.Twice);
            _delayed.Return(reply);
        }
        if (_delayed.Count == 0) return _idle;
        var wait = time.GetElapsedTime(now, _delayed.NextDue);
        if (time == TimeProvider.System) return wait;
        // A clock that a test moves: its timer wakes us. Waiting in the kernel would follow the wrong clock.
        if (_alarmAt != _delayed.NextDue) _alarm.Change(wait, Timeout.InfiniteTimeSpan);
        _alarmAt = _delayed.NextDue;
        return _idle;
    }

    public void Dispose() => _alarm.Dispose();
}
