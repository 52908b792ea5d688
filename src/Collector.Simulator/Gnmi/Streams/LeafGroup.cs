using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Requests;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>Leaves of one container that one call sends at the same times: what was sent last, and when the next is due.</summary>
/// <remarks>There are some for each call of each device, so it is kept small. One thread at a time.</remarks>
internal sealed class LeafGroup
{
    public const long Never = long.MaxValue;

    private const ulong LeastCheck = 100; // ticks: a counter that moves all the time is looked at once a second

    private readonly ulong[] _sent;
    private readonly PlannedPath _path;

    public LeafGroup(ModelContainer container, ModelLeaf[] leaves, PlannedPath path, bool isSampled, byte[] prefix, byte[] steps)
    {
        (Container, Leaves, _path, IsSampled, Prefix, Steps) = (container, leaves, path, isSampled, prefix, steps);
        _sent = new ulong[leaves.Length];
    }

    public ModelContainer Container { get; }

    public ModelLeaf[] Leaves { get; }

    public bool IsSampled { get; }

    /// <summary>Fields of the notification's prefix; empty for none.</summary>
    public byte[] Prefix { get; }

    /// <summary>Fields that stand in every update's path before the leaf.</summary>
    public byte[] Steps { get; }

    /// <summary>A bit for each leaf that is deleted now.</summary>
    public uint Hidden { get; set; }

    /// <summary>A bit for each leaf that was ever sent and not deleted since.</summary>
    public uint Known { get; private set; }

    /// <summary>Notifications so far.</summary>
    public int Count { get; set; }

    public long NextNs { get; private set; } = Never;

    private long NextHeartbeatNs { get; set; } = Never;

    public uint All => Leaves.Length == 32 ? uint.MaxValue : (1u << Leaves.Length) - 1;

    public long Due => Math.Min(NextNs, NextHeartbeatNs);

    /// <summary>Sets the times from the beginning of the call.</summary>
    public void Begin(long nowNs, long startNs)
    {
        NextNs = IsSampled ? nowNs + _path.IntervalNs : NextCheck(nowNs, startNs);
        NextHeartbeatNs = _path.HeartbeatNs > 0 ? nowNs + _path.HeartbeatNs : Never;
    }

    /// <summary>Which leaves are due, of those that are not hidden, and moves the times on.</summary>
    /// <param name="nowNs">Now.</param>
    /// <param name="startNs">When the device started.</param>
    /// <param name="changed">Finds the leaves whose value differs from what was sent last.</param>
    /// <param name="missed">Samples that were due since and are left out.</param>
    public uint TakeDue(long nowNs, long startNs, Func<LeafGroup, uint> changed, out uint missed)
    {
        missed = 0;
        var due = 0u;
        if (nowNs >= NextNs)
        {
            due = IsSampled && !_path.SuppressesRedundant ? All : changed(this);
            if (IsSampled)
            {
                missed = (uint)Math.Min((nowNs - NextNs) / _path.IntervalNs, int.MaxValue);
                NextNs += (missed + 1) * _path.IntervalNs;
            }
            else
            {
                NextNs = NextCheck(nowNs, startNs);
            }
        }

        if (nowNs >= NextHeartbeatNs)
        {
            due = All;
            NextHeartbeatNs += ((nowNs - NextHeartbeatNs) / _path.HeartbeatNs + 1) * _path.HeartbeatNs;
        }

        return due & ~Hidden;
    }

    public bool IsSent(int leaf, in LeafValue value) => (Known >> leaf & 1) != 0 && _sent[leaf] == value.Fingerprint;

    public void Sent(int leaf, in LeafValue value)
    {
        _sent[leaf] = value.Fingerprint;
        Known |= 1u << leaf;
    }

    /// <summary>Whether it stands for the same leaves, whatever was edited about them.</summary>
    public bool IsSame(LeafGroup other) =>
        ReferenceEquals(_path, other._path) && IsSampled == other.IsSampled && Container.Schema == other.Container.Schema && Container.Row.Keys.AsSpan().SequenceEqual(other.Container.Row.Keys);

    /// <summary>Goes on where another one was.</summary>
    public void TakeOver(LeafGroup other)
    {
        (NextNs, NextHeartbeatNs, Count, Known, Hidden) = (other.NextNs, other.NextHeartbeatNs, other.Count, other.Known, other.Hidden);
        other._sent.CopyTo(_sent, 0);
    }

    public void Forget(uint leaves) => Known &= ~leaves;

    private long NextCheck(long nowNs, long startNs)
    {
        var every = Leaves.Where(static leaf => leaf.ChangesEvery > 0).Select(static leaf => leaf.ChangesEvery).DefaultIfEmpty(0UL).Min();
        if (every == 0) return Never; // only an edit changes these, and it wakes the call
        var periodNs = (long)Math.Max(every, LeastCheck) * GnmiClock.NsPerTick;
        return startNs + (Math.Max(0, nowNs - startNs) / periodNs + 1) * periodNs;
    }
}
