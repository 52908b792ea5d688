using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>What an endpoint lost since the start, by device and minutes: for who looks at a gap in a graph and asks whose fault it is.</summary>
/// <remarks>Any thread. A loss that follows another one of the same device and cause within two minutes is the same loss.</remarks>
internal sealed class LossHistory
{
    public const int MostKept = 10_000; // the oldest go, and are counted

    private const long GapMs = 120_000;

    private readonly Lock _changing = new(); // the following
    private readonly LinkedList<Loss> _losses = new();
    private readonly Dictionary<(string Cause, string Instance), LinkedListNode<Loss>> _newest = [];
    private long _forgotten;

    /// <param name="cause">As a label has it.</param>
    /// <param name="summary">What is lost.</param>
    /// <param name="targets">Whose; empty when that is not known.</param>
    public void Add(string cause, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        lock (_changing)
        {
            if (targets.IsEmpty) Add(cause, new TargetSpan("", summary.Samples, summary.OldestUnixMs, summary.NewestUnixMs));
            foreach (var target in targets) Add(cause, target);
        }
    }

    /// <summary>Oldest first, and how many older ones are not known any more.</summary>
    public (Loss[] Losses, long Forgotten) Read()
    {
        lock (_changing) return ([.. _losses], _forgotten);
    }

    private void Add(string cause, in TargetSpan target)
    {
        if (_newest.TryGetValue((cause, target.Instance), out var known) && target.OldestUnixMs <= known.Value.NewestUnixMs + GapMs)
        {
            var one = known.Value;
            known.Value = one with { Samples = one.Samples + target.Samples, OldestUnixMs = Math.Min(one.OldestUnixMs, target.OldestUnixMs), NewestUnixMs = Math.Max(one.NewestUnixMs, target.NewestUnixMs) };
            return;
        }

        if (_losses.Count == MostKept) Forget(_losses.First!);
        _newest[(cause, target.Instance)] = _losses.AddLast(new Loss(cause, target.Instance, target.Samples, target.OldestUnixMs, target.NewestUnixMs));
    }

    private void Forget(LinkedListNode<Loss> oldest)
    {
        var key = (oldest.Value.Cause, oldest.Value.Instance);
        if (_newest[key] == oldest) _newest.Remove(key);
        _losses.Remove(oldest);
        _forgotten++;
    }
}
