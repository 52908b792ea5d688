using System.Globalization;
using Collector.Daemon.Endpoints;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;

namespace Collector.Daemon.Verdicts;

/// <summary>Answers "why is this device missing" from what is remembered of its polls, or of its stream.</summary>
/// <remarks>Any thread.</remarks>
/// <param name="store">The targets.</param>
/// <param name="engine">Knows what credentials are of which version; null where nothing is polled.</param>
internal sealed class TargetVerdict(SeriesStore store, PollEngine? engine = null)
{
    /// <summary>Asked once for a list of targets, and again for each of them.</summary>
    public FleetState Fleet => FleetState.Of(store.Targets);

    public Verdict Of(TargetSeries series, FleetState fleet, long nowUnixMs)
    {
        var verdict = series.Stream is { } stream ? new StreamVerdict(stream, nowUnixMs).Judge() : OfPolls(series, nowUnixMs);
        return InCommon(series, fleet) is { } common ? verdict with { Text = $"{verdict.Text} {common}" } : verdict;
    }

    /// <summary>A time as people and machines read it.</summary>
    internal static string At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Only what is silent shares the fate of the silent: a device that answers, however wrongly, was reached.</summary>
    private static string? InCommon(TargetSeries series, FleetState fleet)
    {
        if (fleet.IsMostlySilent && FleetState.StandingOf(series) == Standing.Silent)
        {
            return $"{fleet.Silent} of the {fleet.Asked} targets that are asked are silent: look first at what they have in common, which is the collector's own network, a filter on the way, and the credentials that they share.";
        }

        return fleet.IsMostlyNameless && FleetState.StandingOf(series) == Standing.Nameless ? $"{fleet.Nameless} targets have no address: look first at the DNS of the collector's host." : null;
    }

    private Verdict OfPolls(TargetSeries series, long nowUnixMs)
    {
        Span<PollRecord> recent = stackalloc PollRecord[PollHistory.Capacity];
        recent = recent[..series.History.CopyTo(recent)];
        var verdict = new PollVerdict(series, recent, IsV3(series.Target.Auth), nowUnixMs).Judge();
        if (verdict.Kind != VerdictKind.Ok || EmptyModules(series) is not { Count: > 0 } empty) return verdict;
        var names = string.Join(", ", empty);
        return empty.Count == series.ModuleNames.Count
            ? new Verdict(VerdictKind.Empty, $"It answers, and has nothing of what is read ({names}): it is another kind of device, or its view (VACM) hides these objects.")
            : verdict with { Text = $"{verdict.Text} It has nothing of what is read by {names}." };
    }

    private bool IsV3(string name) => engine is not null && engine.Modules.TryGetAuth(name, out var auth) && auth.Version == SnmpVersion.V3;

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
