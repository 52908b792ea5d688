using System.Collections.Concurrent;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>Keeps what a buffer says is lost.</summary>
internal sealed class ToldLosses : ISendLosses
{
    private readonly ConcurrentQueue<Loss> _all = new();

    public IReadOnlyList<Loss> All => [.. _all];

    public long Samples => _all.Sum(loss => (long)loss.Summary.Samples);

    public void Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets) => _all.Enqueue(new Loss(reason, summary, targets.ToArray()));

    internal sealed record Loss(SampleDrop Reason, RequestSummary Summary, IReadOnlyList<TargetSpan> Targets)
    {
        public override string ToString() => $"{Reason} {Summary.Samples} {(Targets.Count > 0 ? Targets[0].Instance : "?")}";
    }
}
