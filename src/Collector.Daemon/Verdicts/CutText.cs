using System.Globalization;
using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>Which modules of a poll were cut short, why, and what helps against it.</summary>
internal readonly struct CutText(TargetSeries series, PollRecord poll)
{
    public override string ToString()
    {
        var (texts, first) = (new List<string>(), WalkEnd.Complete);
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (!poll.Modules.TryGet(module, out var end) || end is not { } known || known == WalkEnd.Complete) continue;
            texts.Add($"{series.ModuleNames[module]} {WalkEndText.Of(known)}");
            if (first == WalkEnd.Complete) first = known;
        }

        if (texts.Count == 0) (texts, first) = ([WalkEndText.Of(poll.Truncated)], poll.Truncated);
        return $"{string.Join("; ", texts)}. {Advice(first)}";
    }

    private string Advice(WalkEnd end) => end switch
    {
        WalkEnd.Timeout => "It is slow there, or replies get lost on the way: a longer timeout, or fewer max_repetitions.",
        WalkEnd.Deadline => string.Create(CultureInfo.InvariantCulture,
            $"A poll has {series.Target.Deadline.TotalSeconds:0.###} s; this one took {poll.Duration.TotalSeconds:0.0} s for {poll.Requests} requests, of which the fastest took {poll.RoundTrip.TotalSeconds:0.000} s: a longer interval, or less to read."),
        WalkEnd.NotIncreasing or WalkEnd.EmptyReply or WalkEnd.Malformed or WalkEnd.TooBig => "That is a fault of the device's agent; explain says at which object.",
        WalkEnd.AgentError => "Explain says which error, at which object.",
        WalkEnd.Limit => "The module reads more than is meant for such a device.",
        _ => "It, or the way to it, failed in the middle of the poll.",
    };
}
