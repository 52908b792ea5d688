using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Whose series are where in a request: they come target by target, in the order of its spans.</summary>
/// <remarks>Immutable. What comes behind the last span is of nobody known: a log on disk has not always room for all names.</remarks>
internal sealed class RequestShares
{
    private readonly TargetSpan[] _targets;
    private readonly int[] _ends; // for each target the place behind its last series

    public RequestShares(TargetSpan[] targets)
    {
        (_targets, _ends) = (targets, new int[targets.Length]);
        for (var (target, end) = (0, 0); target < targets.Length; target++) _ends[target] = end += targets[target].Samples;
    }

    /// <summary>The targets of some series of the request.</summary>
    /// <param name="places">Of the series, each once.</param>
    /// <param name="request">The request: its times are those of samples of which no more is known.</param>
    public RequestPart Of(IEnumerable<int> places, in RequestSummary request)
    {
        var samples = new int[_targets.Length + 1]; // and of nobody known
        foreach (var place in places) samples[TargetOf(place)]++;
        var spans = new List<TargetSpan>();
        for (var target = 0; target < _targets.Length; target++)
        {
            if (samples[target] > 0) spans.Add(_targets[target] with { Samples = samples[target] });
        }

        if (samples[^1] > 0) spans.Add(new TargetSpan("", samples[^1], request.OldestUnixMs, request.NewestUnixMs));
        return RequestPart.Of([.. spans]);
    }

    private int TargetOf(int place)
    {
        var target = Array.BinarySearch(_ends, place + 1);
        return target < 0 ? ~target : target;
    }
}
