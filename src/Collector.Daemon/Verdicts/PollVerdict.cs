using System.Globalization;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using static Collector.Daemon.Verdicts.TargetVerdict;

namespace Collector.Daemon.Verdicts;

/// <summary>Judges a target that is polled by its last polls.</summary>
/// <param name="series">The target.</param>
/// <param name="newestFirst">Its last polls.</param>
/// <param name="isV3">Whether it is asked by SNMPv3, where a device says that a user or a password is wrong.</param>
/// <param name="nowUnixMs">The time.</param>
internal readonly ref struct PollVerdict(TargetSeries series, ReadOnlySpan<PollRecord> newestFirst, bool isV3, long nowUnixMs)
{
    private readonly RecentPolls _recent = new(newestFirst, series.History.Finished);

    private string Auth => series.Target.Auth;

    public Verdict Judge()
    {
        if (_recent.Count == 0) return new Verdict(VerdictKind.Pending, FormattableString.Invariant($"It was not polled yet: it is polled every {series.Target.Interval.TotalSeconds:0.###} s, and for the first time within that."));
        return _recent.Last.IsUp ? JudgeUp(_recent.Last) : JudgeDown(_recent.Last);
    }

    private Verdict JudgeUp(in PollRecord last)
    {
        if (last.IsStarved) return Starved(last);
        if (_recent.AreBehind || _recent.WasCutLate(series.Target.Deadline)) return new Verdict(VerdictKind.Overloaded, $"It answers{(last.Outcome == PollOutcome.Partial ? ", and not everything was read" : "")}. {Behind(last)}");
        if (last.Outcome == PollOutcome.Partial) return new Verdict(VerdictKind.Truncated, $"It answers, and not everything was read: {new CutText(series, last)}");
        if (_recent.LastFailure() is { } failed)
        {
            return new Verdict(VerdictKind.Unsteady,
                $"It answers, and did not in {_recent.Failed} of the last {_recent.Count} polls, at {At(failed.StartedUnixMs)} for the last time: {Words(failed.Outcome)}. It is busy or restarts, or replies get lost on the way.{Passed()}");
        }

        return new Verdict(VerdictKind.Ok, string.Create(CultureInfo.InvariantCulture, $"It answers: {last.Varbinds} varbinds in {last.Requests} requests and {last.Duration.TotalSeconds:0.000} s.{Passed()}"));
    }

    /// <summary>What the collector did to polls that went well by now.</summary>
    private string Passed()
    {
        if (_recent.Starved > 0) return $" In {_recent.Starved} of the last {_recent.Count} polls the collector did not get round to it.";
        return _recent.IsHeldUp ? string.Create(CultureInfo.InvariantCulture, $" The last poll began {_recent.Last.Lateness.TotalSeconds:0.0} s late: a walk of /snmp or explain was under way at the device.") : "";
    }

    private Verdict JudgeDown(in PollRecord last)
    {
        if (last.IsStarved) return Starved(last);
        var known = _recent.Evidence();
        var address = series.Target.Address;
        return known.Outcome switch
        {
            PollOutcome.Misconfigured => new Verdict(VerdictKind.Misconfigured, "It is not polled: it names a module or an auth that is not there, has an address that makes no sense, or its modules ask for nothing. `collector check` says which."),
            PollOutcome.Unresolved => new Verdict(VerdictKind.Unresolved, $"Its name has no address: nothing is known of {address} where this host looks names up. The device was not asked."),
            PollOutcome.Refused => new Verdict(VerdictKind.Refused, $"The host is there and says that nobody listens on the port{Since()}: SNMP is switched off, listens on another port or address than {address}, or a firewall says so in its place."),
            PollOutcome.Unreachable => new Verdict(VerdictKind.Unreachable, $"The network says that {address} cannot be reached{Since()}: this host has no route to it, a router before it does not find it, or a firewall says so."),
            PollOutcome.Denied => new Verdict(KindOf(known.Problem), $"The device answers that it does not let us in{Since()}: {AccessText.Of(known.Problem, Auth)}"),
            _ => JudgeSilence(last, known),
        };
    }

    /// <summary>A device that cannot agree with itself has no quarrel with credentials.</summary>
    private static VerdictKind KindOf(AccessProblem problem) =>
        problem is AccessProblem.NotInTimeWindow or AccessProblem.UnknownEngineId ? VerdictKind.InvalidReplies : VerdictKind.WrongCredentials;

    private Verdict JudgeSilence(in PollRecord last, in PollRecord known)
    {
        if (last.Problem == AccessProblem.DerivingKeys) return new Verdict(VerdictKind.KeysPending, "The collector is deriving its SNMPv3 keys; it is asked when they are there. collector_snmp_keys_waiting says how many devices wait.");
        if (FaultText.Of(known.Fault, Auth, Since()) is { } faulty) return faulty;
        var behind = _recent.AreBehind ? $" {Behind(last)} Replies may have been lost for that reason: look there first." : "";
        var text = $"No reply{Since()}{SilenceText.Of(Auth, isV3, _recent.HasAnswered, _recent.AreAll)}{behind}";
        if (series.History.TryGetConduct(out var conduct) && conduct.NextQuestionUnixMs > conduct.NextDueUnixMs && conduct.NextQuestionUnixMs > nowUnixMs)
        {
            return new Verdict(VerdictKind.BackingOff, $"{text} It is asked again at {At(conduct.NextQuestionUnixMs)} (backoff).");
        }

        return new Verdict(VerdictKind.Silent, text);
    }

    private string Behind(in PollRecord last) => string.Create(CultureInfo.InvariantCulture,
        $"The collector is behind: the last poll began {last.Lateness.TotalSeconds:0.0} s after its time, took {last.Duration.TotalSeconds:0.0} s of the {series.Target.Deadline.TotalSeconds:0.###} s that it has, and {series.History.Skipped} were skipped since the target was loaded. See collector_poll_lateness_seconds and the CPU of this host.");

    /// <summary>Its time was over while its questions waited on our side.</summary>
    private static Verdict Starved(in PollRecord last)
    {
        var asked = last.Requests == 0 ? "none of its requests was sent" : string.Create(CultureInfo.InvariantCulture, $"its requests waited for {last.Waited.TotalSeconds:0.0} s of them");
        var device = last.IsUp ? "The device answers, and not everything was read" : "Of the device nothing is known";
        return new Verdict(VerdictKind.Overloaded, string.Create(CultureInfo.InvariantCulture,
            $"The collector did not get round to it: the last poll ended after {last.Duration.TotalSeconds:0.0} s, and {asked}. {device}. See collector_snmp_requests_waiting, snmp.requests_in_flight, the receive buffers, and the CPU of this host."));
    }

    /// <summary>For how long it has been down, as far as is remembered.</summary>
    private string Since()
    {
        var (at, polls, isWhole) = _recent.Down();
        var text = polls == 1 ? "1 poll" : FormattableString.Invariant($"{polls} polls");
        return isWhole ? $" since {At(at)} ({text})" : $" since {At(at)} or before ({text} and more)";
    }

    private static string Words(PollOutcome outcome) => EnumLabels<PollOutcome>.Of(outcome).Replace('_', ' ');
}
