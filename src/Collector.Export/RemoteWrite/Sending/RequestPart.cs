using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Some samples of a request, or all of them, in the terms of who asks what was lost.</summary>
/// <param name="Summary">How many there are, and of which times.</param>
/// <param name="Targets">Whose they are; empty when that is not known.</param>
internal readonly record struct RequestPart(RequestSummary Summary, TargetSpan[] Targets)
{
    /// <summary>The sum of what targets have of a request.</summary>
    public static RequestPart Of(TargetSpan[] targets) =>
        new(new RequestSummary(targets.Sum(target => target.Samples), targets.Min(target => target.OldestUnixMs), targets.Max(target => target.NewestUnixMs)), targets);
}
