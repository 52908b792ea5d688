using Collector.Daemon.Endpoints.OnDemand;
using Collector.Pipeline.Store;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Transport;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

public sealed class SnmpErrorTextTests
{
    [Theory]
    [InlineData(true, WalkEnd.Timeout, "error getting target r1: request timeout (after 3 retries)")]
    [InlineData(false, WalkEnd.Timeout, "error walking target r1: request timeout (after 3 retries)")]
    [InlineData(false, WalkEnd.Deadline, "scrape canceled after 9.5s (possible timeout) walking target r1")]
    [InlineData(true, WalkEnd.AgentError, "error reported by target r1: Error Status 5")]
    [InlineData(false, WalkEnd.NotIncreasing, "error walking target r1: OID not increasing")]
    [InlineData(false, WalkEnd.Limit, "error walking target r1: more rows than a module may have")]
    [InlineData(false, WalkEnd.Malformed, "error walking target r1: replies cannot be read")]
    public void A_failure_is_told_in_the_words_that_alerts_look_for(bool isGet, WalkEnd end, string error) =>
        Assert.EndsWith(": " + error, Text(new ModuleFailure(isGet, end, 5, 3, null)), StringComparison.Ordinal);

    [Fact]
    public void Names_that_do_not_increase_are_told() => Assert.EndsWith(
        ": error walking target r1: OID not increasing: 1.3.6.1.2 >= 1.3.6.1.1", Text(new ModuleFailure(false, WalkEnd.NotIncreasing, 0, 3, null) { Disorder = "1.3.6.1.2 >= 1.3.6.1.1" }), StringComparison.Ordinal);

    [Theory]
    [InlineData(UnreachableReason.Refused, "error reading from socket: connection refused")]
    [InlineData(UnreachableReason.HostUnreachable, "error reading from socket: no route to host")]
    [InlineData(UnreachableReason.NetworkUnreachable, "error sending to socket: network is unreachable")]
    public void What_the_network_says_is_told(UnreachableReason reason, string cause) =>
        Assert.EndsWith(": error getting target r1: " + cause, Text(new ModuleFailure(true, WalkEnd.Unreachable, 0, 3, reason)), StringComparison.Ordinal);

    [Theory]
    [InlineData(AccessProblem.UnknownUser, "unknown username")]
    [InlineData(AccessProblem.WrongDigest, "wrong digest")]
    [InlineData(AccessProblem.DecryptionError, "decryption error")]
    [InlineData(AccessProblem.NotInTimeWindow, "not in time window")]
    public void What_an_agent_reports_is_told(AccessProblem problem, string cause) =>
        Assert.EndsWith(": error getting target r1: " + cause, Text(new ModuleFailure(true, WalkEnd.Timeout, 0, 3, null) { Problem = problem }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.35025, "350.25ms")]
    [InlineData(9.5, "9.5s")]
    [InlineData(62.5, "1m2.5s")]
    [InlineData(3661, "1h1m1s")]
    public void Durations_are_written_as_go_does(double seconds, string text) => Assert.Equal(text, SnmpErrorText.Duration(TimeSpan.FromSeconds(seconds)));

    private static string Text(ModuleFailure failure) => SnmpErrorText.Module("if_mib", failure, "r1", TimeSpan.FromSeconds(9.5));
}
