using Collector.Daemon.Verdicts;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Daemon.Tests.Verdicts;

/// <summary>What is read out of remembered polls.</summary>
public sealed class PollVerdictTests
{
    private const long Start = 1_700_000_000_000;

    private readonly FilledStore _filled = new();

    [Fact]
    public void A_target_that_was_never_polled_is_pending() =>
        Assert.Equal(new Verdict(VerdictKind.Pending, "It was not polled yet: it is polled every 60 s, and for the first time within that."), Judge(Series()));

    [Fact]
    public void Two_late_polls_in_a_row_are_the_collector_s_fault()
    {
        var late = Poll(PollOutcome.Answered) with { Lateness = TimeSpan.FromSeconds(3.2) };
        Assert.Equal(VerdictKind.Ok, Judge(Series(Poll(PollOutcome.Answered), late)).Kind);
        var verdict = Judge(Series(late, late));
        Assert.Equal(VerdictKind.Overloaded, verdict.Kind);
        Assert.Contains("the last poll began 3.2 s after its time", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_target_is_judged_by_what_was_heard_before_it_was_asked_less()
    {
        var told = Poll(PollOutcome.TimedOut) with { Fault = ReplyFault.OnlyReports };
        Assert.Equal(VerdictKind.WrongCredentials, Judge(Series(told, Poll(PollOutcome.Silent), Poll(PollOutcome.Silent))).Kind);
        Assert.Equal(VerdictKind.Silent, Judge(Series(told, Poll(PollOutcome.Answered), Poll(PollOutcome.TimedOut))).Kind); // it has been up since
    }

    [Fact]
    public void Keys_that_are_being_derived_are_waited_for()
    {
        var verdict = Judge(Series(Poll(PollOutcome.TimedOut) with { Problem = AccessProblem.DerivingKeys, Varbinds = 0, Requests = 1 })); // as V3LaneTests has it
        Assert.Equal(new Verdict(VerdictKind.KeysPending, "The collector is deriving its SNMPv3 keys; it is asked when they are there. collector_snmp_keys_waiting says how many devices wait."), verdict);
    }

    [Theory]
    [InlineData(AccessProblem.UnknownUser, "wrong_credentials", "it has no user like public_v2's username")]
    [InlineData(AccessProblem.WrongDigest, "wrong_credentials", "public_v2's password or auth_protocol")]
    [InlineData(AccessProblem.UnknownContext, "wrong_credentials", "does not have the context")]
    [InlineData(AccessProblem.NotInTimeWindow, "invalid_replies", "outside of its time window")]
    [InlineData(AccessProblem.UnknownEngineId, "invalid_replies", "does not know the engine id that it gave itself")]
    public void What_a_refusal_means_decides_where_to_look(AccessProblem problem, string kind, string text)
    {
        var verdict = Judge(Series(Poll(PollOutcome.Denied) with { Problem = problem }));
        Assert.Equal(kind, EnumLabels<VerdictKind>.Of(verdict.Kind));
        Assert.Contains(text, verdict.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReplyFault.Stale, "invalid_replies", "It answers outside of SNMPv3's time window since 2023-11-14T22:13:20Z (1 poll)")]
    [InlineData(ReplyFault.Unauthentic, "wrong_credentials", "does not have the key of public_v2's user")]
    [InlineData(ReplyFault.Malformed, "invalid_replies", "It answers with what is no SNMP")]
    public void What_was_wrong_with_replies_is_the_evidence(ReplyFault fault, string kind, string text)
    {
        var verdict = Judge(Series(Poll(PollOutcome.Invalid) with { Fault = fault }));
        Assert.Equal(kind, EnumLabels<VerdictKind>.Of(verdict.Kind));
        Assert.Contains(text, verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Since_when_it_is_down_is_said_as_far_as_it_is_remembered()
    {
        Assert.Contains("No reply since 2023-11-14T22:14:20Z (2 polls), and it answered before: ", Judge(Series(Poll(PollOutcome.Answered), Poll(PollOutcome.TimedOut), Poll(PollOutcome.Silent))).Text, StringComparison.Ordinal);
        var many = Judge(Series([.. Enumerable.Repeat(Poll(PollOutcome.Silent), 30)]));
        Assert.Contains("No reply since 2023-11-14T22:23:20Z or before (20 polls and more)", many.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_was_cut_short_is_named()
    {
        var cut = Poll(PollOutcome.Partial) with { Truncated = WalkEnd.Timeout, Modules = default(ModuleEnds).With(0, WalkEnd.Complete).With(1, WalkEnd.Timeout) };
        Assert.Equal("It answers, and not everything was read: bgp had no reply to a request, its repetitions included. It is slow there, or replies get lost on the way: a longer timeout, or fewer max_repetitions.", Judge(Series(cut)).Text);
    }

    [Fact]
    public void A_poll_that_is_slower_than_its_time_says_what_it_took()
    {
        var cut = Poll(PollOutcome.Partial) with { Truncated = WalkEnd.Deadline, Modules = default(ModuleEnds).With(0, WalkEnd.Deadline), Duration = TimeSpan.FromSeconds(59.9), Requests = 61, RoundTrip = TimeSpan.FromSeconds(0.95) };
        Assert.Equal(
            "It answers, and not everything was read: if_mib was not over when the time of a poll was. A poll has 60 s; this one took 59.9 s for 61 requests, of which the fastest took 0.950 s: a longer interval, or less to read.",
            Judge(Series(cut)).Text);
    }

    [Fact]
    public void A_poll_that_was_cut_long_after_its_time_is_the_collector_s_fault()
    {
        var cut = Poll(PollOutcome.Partial) with { Truncated = WalkEnd.Deadline, Modules = default(ModuleEnds).With(0, WalkEnd.Deadline), Duration = TimeSpan.FromSeconds(60.5) };
        var verdict = Judge(Series(cut));
        Assert.Equal(VerdictKind.Overloaded, verdict.Kind);
        Assert.StartsWith("It answers, and not everything was read. The collector is behind: the last poll began 0.0 s after its time, took 60.5 s of the 60 s that it has", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_silent_is_so_even_when_the_collector_is_late()
    {
        var late = Poll(PollOutcome.TimedOut) with { Lateness = TimeSpan.FromSeconds(3.2) };
        var verdict = Judge(Series(late, late));
        Assert.Equal(VerdictKind.Silent, verdict.Kind);
        Assert.Contains("The collector is behind: the last poll began 3.2 s after its time", verdict.Text, StringComparison.Ordinal);
        Assert.EndsWith("Replies may have been lost for that reason: look there first.", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_poll_that_waited_for_a_walk_on_demand_is_late_and_nobody_is_overloaded()
    {
        var heldUp = Poll(PollOutcome.Answered) with { Lateness = TimeSpan.FromSeconds(3.2), WasHeldUp = true };
        var verdict = Judge(Series(heldUp, heldUp));
        Assert.Equal(VerdictKind.Ok, verdict.Kind);
        Assert.EndsWith("The last poll began 3.2 s late: a walk of /snmp or explain was under way at the device.", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_the_collector_did_not_get_round_to_is_not_accused()
    {
        var unasked = Poll(PollOutcome.TimedOut) with { Truncated = WalkEnd.Deadline, Requests = 0, Varbinds = 0, Duration = TimeSpan.FromSeconds(60) };
        var down = Judge(Series(Poll(PollOutcome.Answered), unasked, unasked));
        Assert.Equal(VerdictKind.Overloaded, down.Kind);
        Assert.StartsWith("The collector did not get round to it: the last poll ended after 60.0 s, and none of its requests was sent. Of the device nothing is known.", down.Text, StringComparison.Ordinal);

        var hurried = Poll(PollOutcome.Partial) with { Truncated = WalkEnd.Deadline, Duration = TimeSpan.FromSeconds(60), Waited = TimeSpan.FromSeconds(45) };
        var up = Judge(Series(hurried));
        Assert.Equal(VerdictKind.Overloaded, up.Kind);
        Assert.Contains("its requests waited for 45.0 s of them. The device answers, and not everything was read.", up.Text, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Truncated, Judge(Series(hurried with { Waited = TimeSpan.FromSeconds(20) })).Kind); // the device had most of the time

        var passed = Judge(Series(unasked, hurried, Poll(PollOutcome.Answered)));
        Assert.Equal(VerdictKind.Ok, passed.Kind);
        Assert.EndsWith("In 2 of the last 3 polls the collector did not get round to it.", passed.Text, StringComparison.Ordinal);
        Assert.Contains("No reply since 2023-11-14T22:13:20Z (2 polls)", Judge(Series(Poll(PollOutcome.TimedOut), unasked, Poll(PollOutcome.Silent))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_who_speaks_SNMPv3_would_keep_quiet_about_is_not_suspected()
    {
        Assert.Contains("does not accept public_v2's community", SilenceText.Of("public_v2", isV3: false, hasAnswered: false, isAllOfIt: true), StringComparison.Ordinal);
        Assert.DoesNotContain("public_v3", SilenceText.Of("public_v3", isV3: true, hasAnswered: false, isAllOfIt: true), StringComparison.Ordinal);
        Assert.Contains("no longer accepts public_v2's community", SilenceText.Of("public_v2", isV3: false, hasAnswered: true, isAllOfIt: true), StringComparison.Ordinal);
        Assert.DoesNotContain("public_v3", SilenceText.Of("public_v3", isV3: true, hasAnswered: true, isAllOfIt: false), StringComparison.Ordinal);
    }

    private TargetSeries Series(params PollRecord[] oldestFirst)
    {
        var series = _filled.Add($"r{_filled.Store.Targets.Length}", ["if_mib", "bgp"]);
        for (var i = 0; i < oldestFirst.Length; i++) series.History.Add(oldestFirst[i] with { StartedUnixMs = Start + (i * 60_000) });
        return series;
    }

    private Verdict Judge(TargetSeries series)
    {
        var verdicts = new TargetVerdict(_filled.Store);
        return verdicts.Of(series, new FleetState(1, 0), Start + 3_600_000);
    }

    private static PollRecord Poll(PollOutcome outcome) => new() { StartedUnixMs = Start, Duration = TimeSpan.FromMilliseconds(100), Outcome = outcome, Varbinds = 7, Requests = 2 };
}
