using Collector.Simulator.Devices;
using Collector.Simulator.Network;

namespace Collector.Simulator.Faults;

/// <summary>A reply that waits for its time. The octets are borrowed from the queue.</summary>
internal readonly record struct DelayedReply(DeviceState Device, byte[] Octets, int Length, Peer To, uint From, bool Twice);

/// <summary>Replies that are to be sent later, in order of time; no thread and no timer each.</summary>
/// <remarks>Guarded by the fleet's lock. Times are timestamps of the fleet's clock.</remarks>
internal sealed class DelayedReplies
{
    private readonly PriorityQueue<DelayedReply, long> _waiting = new();
    private readonly Stack<byte[]> _free = new(); // of one size, but for the rare huge one

    public int Count => _waiting.Count;

    /// <summary>When the next reply is due; <see cref="long.MaxValue"/> if none waits.</summary>
    public long NextDue => _waiting.TryPeek(out _, out var due) ? due : long.MaxValue;

    public void Add(long due, DeviceState device, ReadOnlySpan<byte> octets, Peer to, uint from, bool twice)
    {
        if (!_free.TryPop(out var copy) || copy.Length < octets.Length) copy = new byte[Math.Max(octets.Length, 1500)];
        octets.CopyTo(copy);
        _waiting.Enqueue(new DelayedReply(device, copy, octets.Length, to, from, twice), due);
        device.Outstanding++;
        device.PeakOutstanding = Math.Max(device.PeakOutstanding, device.Outstanding);
    }

    public bool TryTake(long now, out DelayedReply reply)
    {
        reply = default;
        if (NextDue > now) return false;
        reply = _waiting.Dequeue();
        reply.Device.Outstanding--;
        return true;
    }

    /// <summary>Takes the octets back once they have been copied.</summary>
    public void Return(in DelayedReply reply)
    {
        if (reply.Octets.Length <= 4096) _free.Push(reply.Octets);
    }
}
