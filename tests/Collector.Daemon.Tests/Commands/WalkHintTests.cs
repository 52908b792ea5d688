using Collector.Daemon.Commands;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Tests.Commands;

public sealed class WalkHintTests
{
    private static readonly SnmpAuthOptions Auth = new()
    {
        Name = "core", Version = SnmpVersion.V3, Username = "n0c", SecurityLevel = SnmpSecurityLevel.AuthPriv, Password = Secret.From("p4ss"), PrivPassword = Secret.From("p5ss"),
    };

    [Fact]
    public void Every_problem_has_a_hint_that_tells_no_secret()
    {
        foreach (var problem in Enum.GetValues<AccessProblem>().Where(problem => problem != AccessProblem.None))
        {
            var hint = WalkHint.Of(Record(PollOutcome.Denied, problem), Auth);
            Assert.NotNull(hint);
            Assert.DoesNotContain("p4ss", hint, StringComparison.Ordinal);
            Assert.DoesNotContain("n0c", hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_agent_that_was_discovered_and_then_fell_silent_cannot_decrypt()
    {
        Assert.Contains("priv_password", WalkHint.Of(Record(PollOutcome.TimedOut) with { Requests = 5, Retries = 3 }, Auth), StringComparison.Ordinal);
        Assert.DoesNotContain("priv_password", WalkHint.Of(Record(PollOutcome.TimedOut) with { Requests = 4, Retries = 3 }, Auth), StringComparison.Ordinal);
    }

    [Fact]
    public void A_community_is_asked_about_where_there_is_one() =>
        Assert.Contains("core's community", WalkHint.Of(Record(PollOutcome.TimedOut), Auth with { Version = SnmpVersion.V2c }), StringComparison.Ordinal);

    [Fact]
    public void What_was_answered_needs_none() => Assert.Null(WalkHint.Of(Record(PollOutcome.Answered), Auth));

    private static PollRecord Record(PollOutcome outcome, AccessProblem problem = AccessProblem.None) =>
        new() { StartedUnixMs = 0, Duration = TimeSpan.Zero, Outcome = outcome, Problem = problem };
}
