using Collector.Daemon.Verdicts;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using Collector.Testing;

namespace Collector.Daemon.Tests.Verdicts;

/// <summary>When many targets are missing at once: of which that counts, and to which it is said.</summary>
public sealed class FleetStateTests
{
    private const string Common = "look first at what they have in common";
    private const long Now = 1_700_000_000_000;

    private readonly FilledStore _filled = new();

    [Fact]
    public void When_most_are_silent_it_is_not_the_device()
    {
        Add(19, Poll(PollOutcome.TimedOut));
        Add(1, Poll(PollOutcome.Answered));
        Assert.EndsWith("19 of the 20 targets that are asked are silent: look first at what they have in common, which is the collector's own network, a filter on the way, and the credentials that they share.", Judge(0), StringComparison.Ordinal);
        Assert.DoesNotContain(Common, Judge(19), StringComparison.Ordinal);
    }

    /// <summary>Where something answers, however wrongly, the network is well; and what was never asked says nothing of it.</summary>
    [Theory]
    [InlineData(PollOutcome.Misconfigured, AccessProblem.None, ReplyFault.None)]
    [InlineData(PollOutcome.Refused, AccessProblem.None, ReplyFault.None)]
    [InlineData(PollOutcome.Denied, AccessProblem.WrongDigest, ReplyFault.None)]
    [InlineData(PollOutcome.Invalid, AccessProblem.None, ReplyFault.Malformed)]
    [InlineData(PollOutcome.TimedOut, AccessProblem.None, ReplyFault.OnlyReports)]
    [InlineData(PollOutcome.TimedOut, AccessProblem.None, ReplyFault.WrongSource)]
    [InlineData(PollOutcome.TimedOut, AccessProblem.DerivingKeys, ReplyFault.None)]
    public void What_was_heard_of_or_never_asked_does_not_count_as_silent_and_is_not_told_so(PollOutcome outcome, AccessProblem problem, ReplyFault fault)
    {
        Add(25, Poll(outcome) with { Problem = problem, Fault = fault });
        Assert.Equal(0, FleetState.Of(_filled.Store.Targets).Silent);
        Assert.DoesNotContain(Common, Judge(0), StringComparison.Ordinal);
        if (outcome is PollOutcome.Misconfigured) Assert.Equal(default, FleetState.Of(_filled.Store.Targets));
    }

    [Fact]
    public void Those_that_nobody_asked_do_not_hide_that_all_others_are_silent()
    {
        Add(25, Poll(PollOutcome.Misconfigured));
        Add(25, Poll(PollOutcome.TimedOut) with { Truncated = WalkEnd.Deadline, Requests = 0 }); // the collector did not get round to them
        for (var i = 0; i < 25; i++) _filled.Add($"pending{i}", ["if_mib"]);
        Add(10, Poll(PollOutcome.Silent));
        Assert.Equal(new FleetState(10, 10), FleetState.Of(_filled.Store.Targets));
        Assert.DoesNotContain(Common, Judge(0), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_silent_target_said_before_it_was_asked_less_counts()
    {
        for (var i = 0; i < 12; i++)
        {
            var series = _filled.Add($"r{i:00}", ["if_mib"]);
            series.History.Add(Poll(PollOutcome.TimedOut) with { Fault = ReplyFault.OnlyReports });
            series.History.Add(Poll(PollOutcome.Silent));
        }

        Assert.Equal(new FleetState(12, 0), FleetState.Of(_filled.Store.Targets));
    }

    [Fact]
    public void Names_without_addresses_are_a_matter_of_the_collector_s_DNS()
    {
        Add(11, Poll(PollOutcome.Unresolved));
        Add(10, Poll(PollOutcome.TimedOut));
        Assert.EndsWith("11 targets have no address: look first at the DNS of the collector's host.", Judge(0), StringComparison.Ordinal);
        Assert.Equal(new FleetState(10, 10, 11), FleetState.Of(_filled.Store.Targets));
    }

    [Fact]
    public void Of_streams_only_those_whose_device_says_nothing_are_silent()
    {
        var silence = new StreamError(Now, "UNAVAILABLE", DisconnectReason.Unavailable, "192.0.2.1:57400: no connection within 5 s", null) { IsUnanswered = true };
        for (var i = 0; i < 10; i++) _filled.AddStream($"s{i:00}", ["ifc"]).Failed(silence);
        Assert.Equal(new FleetState(10, 10), FleetState.Of(_filled.Store.Targets));
        Assert.Contains(Common, Judge(0), StringComparison.Ordinal);

        var others = new FilledStore();
        others.AddStream("tls", ["ifc"]).Failed(silence with { Reason = DisconnectReason.Tls, IsUnanswered = false });
        others.AddStream("refused", ["ifc"]).Failed(silence with { IsUnanswered = false });
        others.AddStream("denied", ["ifc"]).Failed(silence with { Reason = DisconnectReason.Denied, IsUnanswered = false });
        others.AddStream("ours", ["ifc"]).Failed(silence with { Reason = DisconnectReason.Denied, IsUnanswered = false, IsOurs = true });
        others.AddStream("name", ["ifc"]).Failed(silence with { HasNoAddress = true, IsUnanswered = false });
        others.AddStream("pending", ["ifc"]);
        Assert.Equal(new FleetState(3, 0, 1), FleetState.Of(others.Store.Targets));
    }

    private string Judge(int target)
    {
        var verdicts = new TargetVerdict(_filled.Store);
        return verdicts.Of(_filled.Store.Targets[target], verdicts.Fleet, Now).Text;
    }

    private void Add(int count, PollRecord poll)
    {
        for (var i = 0; i < count; i++) _filled.Add($"r{_filled.Store.Targets.Length:000}", ["if_mib"]).History.Add(poll);
    }

    private static PollRecord Poll(PollOutcome outcome) => new() { StartedUnixMs = Now, Duration = TimeSpan.FromMilliseconds(100), Outcome = outcome, Varbinds = 7, Requests = 2 };
}
