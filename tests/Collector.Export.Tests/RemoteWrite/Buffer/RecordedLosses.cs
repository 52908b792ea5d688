using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.Tests.RemoteWrite.Buffer;

/// <summary>Keeps what was lost: the reason, and the first target.</summary>
internal sealed class RecordedLosses : ISendLosses
{
    public List<(SampleDrop Reason, string Target)> All { get; } = [];

    public void Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets) => All.Add((reason, targets.IsEmpty ? "" : targets[0].Instance));
}
