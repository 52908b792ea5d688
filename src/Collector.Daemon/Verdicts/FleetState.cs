using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>What is wrong with many targets at once: then it is rarely the devices.</summary>
/// <param name="Asked">Targets that were asked and have an outcome. What is misconfigured, or waits for its first poll, says nothing of the network.</param>
/// <param name="Silent">Those of them from which nothing came at all.</param>
/// <param name="Nameless">Targets whose names have no address; none of them was asked.</param>
internal readonly record struct FleetState(int Asked, int Silent, int Nameless = 0)
{
    private const int Few = 10; // of which half may well be down

    /// <summary>More of those that were asked are silent than are not.</summary>
    public bool IsMostlySilent => Asked >= Few && Silent > Asked / 2;

    /// <summary>More targets have no address than have one.</summary>
    public bool IsMostlyNameless => Asked + Nameless >= Few && Nameless > Asked;

    public static FleetState Of(ReadOnlySpan<TargetSeries> targets)
    {
        var fleet = default(FleetState);
        foreach (var series in targets) fleet = fleet.With(StandingOf(series));
        return fleet;
    }

    public static Standing StandingOf(TargetSeries series)
    {
        if (series.Stream is { } stream) return new StreamVerdict(stream, 0).Standing;
        if (!series.History.TryGetLast(out var last) || last.IsStarved) return Standing.NotAsked;
        if (last.IsUp) return Standing.Heard;
        if (last.Outcome is PollOutcome.Misconfigured or PollOutcome.Unresolved) return last.Outcome == PollOutcome.Unresolved ? Standing.Nameless : Standing.NotAsked;
        if (last.Problem == AccessProblem.DerivingKeys) return Standing.NotAsked;
        Span<PollRecord> recent = stackalloc PollRecord[PollHistory.Capacity];
        var count = series.History.CopyTo(recent);
        return count > 0 && new RecentPolls(recent[..count], series.History.Finished).IsSilence ? Standing.Silent : Standing.Heard;
    }

    private FleetState With(Standing standing) => standing switch
    {
        Standing.NotAsked => this,
        Standing.Nameless => this with { Nameless = Nameless + 1 },
        _ => this with { Asked = Asked + 1, Silent = Silent + (standing == Standing.Silent ? 1 : 0) },
    };
}
