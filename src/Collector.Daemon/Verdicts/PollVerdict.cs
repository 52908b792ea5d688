using System.Globalization;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using static Collector.Daemon.Verdicts.TargetVerdict;

namespace Collector.Daemon.Verdicts;

/// <summary>Judges a target that is polled by its last polls.</summary>
/// <param name="series">The target.</param>
/// <param name="recent">Its last polls, newest first.</param>
/// <param name="nowUnixMs">The time.</param>
internal readonly ref struct PollVerdict(TargetSeries series, ReadOnlySpan<PollRecord> recent, long nowUnixMs)
{
    // A poll this late is worth a look: the lanes' own lateness is a few milliseconds.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly ReadOnlySpan<PollRecord> _recent = recent;

    private string Auth => series.Target.Auth;

    public Verdict Judge()
    {
        if (_recent.Length == 0) return new Verdict(VerdictKind.Pending, FormattableString.Invariant($"It was not polled yet; it is every {series.Target.Interval.TotalSeconds:0.###} s, and the first time within that."));
        var last = _recent[0];
        return last.IsUp ? JudgeUp(last) : JudgeDown(last);
    }

    private Verdict JudgeUp(in PollRecord last)
    {
        if (IsBehind()) return Behind(last);
        if (last.Outcome == PollOutcome.Partial) return new Verdict(VerdictKind.Truncated, $"It answers, and not everything was read: {CutModules(last)}.");
        if (LastFailure() is { } failed)
        {
            return new Verdict(VerdictKind.Unsteady, $"It answers, and did not in {CountDown()} of the last {_recent.Length} polls, at {At(failed.StartedUnixMs)} for the last time: {Words(failed.Outcome)}.");
        }

        return new Verdict(VerdictKind.Ok, string.Create(CultureInfo.InvariantCulture, $"It answers: {last.Varbinds} varbinds in {last.Requests} requests and {last.Duration.TotalSeconds:0.000} s."));
    }

    private Verdict JudgeDown(in PollRecord last)
    {
        var known = Evidence();
        return known.Outcome switch
        {
            PollOutcome.Misconfigured => new Verdict(VerdictKind.Misconfigured, "It is not polled: it names a module or an auth that is not there, has an address that makes no sense, or its modules ask for nothing. `collector check` says which."),
            PollOutcome.Unresolved => new Verdict(VerdictKind.Unresolved, $"Its name has no address: nothing is known of {series.Target.Address} where this host looks names up."),
            PollOutcome.Refused => new Verdict(VerdictKind.Refused, $"The host is there and says that nobody listens on the port{Since()}: SNMP is switched off, or on another port than in {series.Target.Address}."),
            PollOutcome.Unreachable => new Verdict(VerdictKind.Unreachable, $"The network says that {series.Target.Address} cannot be reached{Since()}: no route, or a router before it that does not find it."),
            PollOutcome.Denied => new Verdict(KindOf(known.Problem), $"The device answers that it does not let us in{Since()}: {AccessText.Of(known.Problem, Auth)}"),
            _ => JudgeSilence(last, known),
        };
    }

    /// <summary>A device that cannot agree with itself has no quarrel with credentials.</summary>
    private static VerdictKind KindOf(AccessProblem problem) =>
        problem is AccessProblem.NotInTimeWindow or AccessProblem.UnknownEngineId ? VerdictKind.InvalidReplies : VerdictKind.WrongCredentials;

    private Verdict JudgeSilence(in PollRecord last, in PollRecord known)
    {
        if (last.Problem == AccessProblem.DerivingKeys) return new Verdict(VerdictKind.KeysPending, "Its SNMPv3 keys are being derived; it is asked when they are there.");
        switch (known.Fault)
        {
            case ReplyFault.WrongSource:
                return new Verdict(VerdictKind.WrongSource, $"It answers from another address or port than was asked{Since()}. Some devices do; with use_unconnected_udp_socket: true a module in snmp.yml takes such replies.");
            case ReplyFault.Foreign:
                return new Verdict(VerdictKind.WrongCredentials, $"Something answers with another version, community, user or context than {Auth} has{Since()}.");
            case ReplyFault.Unauthentic:
                return new Verdict(VerdictKind.WrongCredentials, $"Something answers that does not have the key of {Auth}'s user{Since()}: its signatures are wrong or missing.");
            case ReplyFault.Stale:
                return new Verdict(VerdictKind.InvalidReplies, $"It answers outside of SNMPv3's time window{Since()}: its clock jumps, or somebody repeats old messages.");
            case ReplyFault.OnlyReports:
                return new Verdict(VerdictKind.WrongCredentials, $"It told its SNMPv3 engine id and then nothing more{Since()}: most devices are silent when they cannot decrypt, so {Auth}'s priv_password or priv_protocol may be wrong.");
            case ReplyFault.Malformed:
                return new Verdict(VerdictKind.InvalidReplies, $"It answers with what is no SNMP, or cannot be read{Since()}.");
        }

        if (IsBehind()) return Behind(last);
        var text = $"No reply{Since()}{WhySilent()}; devices do not say which.";
        if (series.History.TryGetConduct(out var conduct) && conduct.NextQuestionUnixMs > conduct.NextDueUnixMs && conduct.NextQuestionUnixMs > nowUnixMs)
        {
            return new Verdict(VerdictKind.BackingOff, $"{text} It is asked again at {At(conduct.NextQuestionUnixMs)} (backoff).");
        }

        return new Verdict(VerdictKind.Silent, text);
    }

    /// <summary>One that answered was reached with these credentials; of one that never did, the configuration is the first thing to doubt.</summary>
    private string WhySilent()
    {
        if (CountDown() < _recent.Length) return $", and it answered before: it is down or not connected, something drops the requests, or it no longer accepts auth {Auth}";
        return _recent.Length == series.History.Finished
            ? $", nor ever since it was loaded: its address is wrong, something drops the requests, it does not accept auth {Auth}, or it is down"
            : $": it is down or not connected, something drops the requests, or it does not accept auth {Auth}";
    }

    private Verdict Behind(in PollRecord last) => new(VerdictKind.Overloaded, string.Create(CultureInfo.InvariantCulture,
        $"The collector is behind: the last poll began {last.Lateness.TotalSeconds:0.0} s after its time, and {series.History.Skipped} were skipped since the target was loaded. See collector_poll_lateness_seconds and the CPU of this host."));

    /// <summary>Two polls in a row that began late: one alone is a pause of the host.</summary>
    private bool IsBehind() => _recent.Length > 1 && _recent[0].Lateness >= Late && _recent[1].Lateness >= Late;

    /// <summary>The newest poll since the target fell silent that says why; a silent target is asked one question only, and hears less.</summary>
    private PollRecord Evidence()
    {
        foreach (ref readonly var poll in _recent)
        {
            if (poll.IsUp) break;
            if (poll.Outcome is not (PollOutcome.TimedOut or PollOutcome.Silent) || poll.Fault != ReplyFault.None) return poll;
        }

        return _recent[0];
    }

    private PollRecord? LastFailure()
    {
        foreach (ref readonly var poll in _recent)
        {
            if (!poll.IsUp) return poll;
        }

        return null;
    }

    private int CountDown()
    {
        var down = 0;
        foreach (ref readonly var poll in _recent)
        {
            if (!poll.IsUp) down++;
        }

        return down;
    }

    /// <summary>For how long it has been down, as far as is remembered.</summary>
    private string Since()
    {
        var polls = 0;
        while (polls < _recent.Length && !_recent[polls].IsUp) polls++;
        var at = At(_recent[polls - 1].StartedUnixMs);
        return polls < _recent.Length || polls == series.History.Finished ? $" since {at} ({Polls(polls)})" : $" since {at} or before ({Polls(polls)} and more)";
    }

    private string CutModules(in PollRecord poll)
    {
        var texts = new List<string>();
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (poll.Modules.TryGet(module, out var end) && end is { } known && known != WalkEnd.Complete) texts.Add($"{series.ModuleNames[module]} {WalkEndText.Of(known)}");
        }

        return texts.Count > 0 ? string.Join("; ", texts) : WalkEndText.Of(poll.Truncated);
    }

    private static string Polls(int count) => count == 1 ? "1 poll" : FormattableString.Invariant($"{count} polls");

    private static string Words(PollOutcome outcome) => EnumLabels<PollOutcome>.Of(outcome).Replace('_', ' ');
}
