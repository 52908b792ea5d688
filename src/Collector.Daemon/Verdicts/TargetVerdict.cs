using System.Globalization;
using Collector.Daemon.Endpoints;
using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>Answers "why is this device missing" from what is remembered of its polls, or of its stream.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class TargetVerdict(SeriesStore store)
{
    /// <summary>Asked once for a list of targets, and again for each of them.</summary>
    public FleetState Fleet => FleetState.Of(store.Targets);

    public Verdict Of(TargetSeries series, FleetState fleet, long nowUnixMs)
    {
        var verdict = series.Stream is { } stream ? new StreamVerdict(stream, nowUnixMs).Judge() : OfPolls(series, nowUnixMs);
        return verdict.Kind < VerdictKind.Rejected && fleet.IsMostlyDown
            ? verdict with { Text = $"{verdict.Text} {fleet.Down} of {fleet.Targets} targets are down: look at the collector's own network first." }
            : verdict;
    }

    /// <summary>A time as people and machines read it.</summary>
    internal static string At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Verdict OfPolls(TargetSeries series, long nowUnixMs)
    {
        Span<PollRecord> recent = stackalloc PollRecord[PollHistory.Capacity];
        recent = recent[..series.History.CopyTo(recent)];
        var verdict = new PollVerdict(series, recent, nowUnixMs).Judge();
        if (verdict.Kind != VerdictKind.Ok || EmptyModules(series) is not { Count: > 0 } empty) return verdict;
        var names = string.Join(", ", empty);
        return empty.Count == series.ModuleNames.Count
            ? new Verdict(VerdictKind.Empty, $"It answers, and has nothing of what is read ({names}): it is another kind of device, or its view (VACM) hides these objects.")
            : verdict with { Text = $"{verdict.Text} It has nothing of what is read by {names}." };
    }

    private List<string> EmptyModules(TargetSeries series)
    {
        var names = new List<string>();
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (series.IsComplete(module) == true && RowCount.Of(store, series, module) == 0) names.Add(series.ModuleNames[module]);
        }

        return names;
    }
}
