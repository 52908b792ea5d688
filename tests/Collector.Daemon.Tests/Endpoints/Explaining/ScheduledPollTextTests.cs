using Collector.Daemon.Endpoints.Explaining;
using Collector.Pipeline.Store;
using Collector.Snmp.Explaining;
using Collector.Snmp.Explaining.Scheduled;

namespace Collector.Daemon.Tests.Endpoints.Explaining;

/// <summary>What <c>walk --scheduled</c> prints behind the explanation.</summary>
public sealed class ScheduledPollTextTests
{
    private static readonly LearnedLimits Limits = new() { ReplyOctets = 1472, RequestsAtOnce = 2, MostRequestsAtOnce = 4, ColumnByColumn = false, GapSeconds = 0 };

    private static readonly ScheduledModuleExplanation Module = new()
    {
        Name = "ports",
        IsComplete = true,
        IsPacked = true,
        ObjectsRead = 2,
        ObjectsCarried = 1,
        Objects =
        [
            new PacedObject("1.3.6.1.2.1.31.1.1.1.1", "ifName", 600, false),
            new PacedObject("1.3.6.1.2.1.31.1.1.1.6", "ifHCInOctets", null, true),
            new PacedObject("1.3.6.1.2.1.31.1.1.1.10", "ifHCOutOctets", null, true),
        ],
        Requests =
        [
            new ScheduledRequest { Kind = "columns", Request = "get_bulk", Names = 2, Of = ["ifHCInOctets", "ifHCOutOctets"], MaxRepetitions = 25, Varbinds = 50, Octets = 1400, RoundTripSeconds = 0.0012 },
            new ScheduledRequest { Kind = "columns", Request = "get_bulk", Names = 2, Of = ["ifHCInOctets", "ifHCOutOctets"], After = "25", MaxRepetitions = 25, IsRetry = true },
            new ScheduledRequest { Kind = "guards", Request = "get", Names = 1, Of = ["sysUpTime"], Varbinds = 1, Octets = 46, RoundTripSeconds = 0.0003, Error = "tooBig" },
        ],
    };

    private static readonly ScheduledPollExplanation Poll = new()
    {
        PollsBefore = 2, Outcome = PollOutcome.Answered, DurationSeconds = 0.003, Requests = 3, Retries = 1, Octets = 1446, Varbinds = 51, Limits = Limits, Modules = [Module],
    };

    [Fact]
    public void Paces_and_requests_are_told() => Assert.Equal(
        """

        Scheduled polls are like this one, the third of its kind: answered after 3.0 ms
          3 requests (1 retry) where the poll above took 24, replies with 1,446 octets, 51 varbinds
          the device may be asked for replies of 1,472 octets, 2 requests at once, 4 if all goes well

        Module ports, scheduled: complete, 2 objects read, 1 taken over from the poll before

          Paces
          each poll: ifHCInOctets, ifHCOutOctets
          every 10m: ifName

          Requests
          what     request         names  repetitions  varbinds  octets    took  of
          columns  get_bulk            2           25        50   1,400  1.2 ms  ifHCInOctets, ifHCOutOctets
          columns  get_bulk again      2           25                            ifHCInOctets, ifHCOutOctets, after 25
          guards   get                 1                      1      46  0.3 ms  sysUpTime: tooBig

        """, Text(Poll));

    [Fact]
    public void What_limits_the_device_is_told() => Assert.Contains(
        "  the device may be asked for replies of 484 octets, 1 row in a reply, 10 repetitions, 1 request at once, one every 20.0 ms, one column at a time, because it left out rows when it was asked for several\n",
        Text(Poll with { Limits = new LearnedLimits { ReplyOctets = 484, RowsInReply = 1, MostRepetitions = 10, RequestsAtOnce = 1, MostRequestsAtOnce = 1, ColumnByColumn = true, GapSeconds = 0.02 } }),
        StringComparison.Ordinal);

    [Fact]
    public void Why_something_slow_was_read_is_told()
    {
        var read = Module with { WhySlowRead = "their time had come", Objects = [new PacedObject("1.3.6.1.2.1.31.1.1.1.1", "ifName", 600, true)] };

        Assert.Contains("  read in this poll all the same: ifName, because their time had come\n", Text(Poll with { Modules = [read] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_fell_silent_has_no_such_poll() =>
        Assert.Equal("\nScheduled polls: timed_out after 1 poll, so there is none to tell of\n", Text(Poll with { PollsBefore = 1, Outcome = PollOutcome.TimedOut, Modules = [] }));

    private static string Text(ScheduledPollExplanation poll)
    {
        var text = new ReportText();
        new ScheduledPollText(text).Write(poll, new PollExplanation
        {
            Instance = "i", Address = "i", Auth = "a", Started = DateTime.UnixEpoch, DurationSeconds = 1, Outcome = PollOutcome.Answered, Requests = 24, Modules = [],
        });
        return text.ToString();
    }
}
