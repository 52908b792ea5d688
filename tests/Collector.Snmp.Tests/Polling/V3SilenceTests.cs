using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Simulator;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Tests.Polling.Lanes;

namespace Collector.Snmp.Tests.Polling;

/// <summary>SNMPv3 engines that fall silent and come back, over real sockets: what a discovery is worth, and what an unknown engine costs.</summary>
public sealed class V3SilenceTests : IDisposable
{
    private static readonly UsmUser User = new() { Name = "noc", Level = SnmpSecurityLevel.AuthNoPriv, AuthProtocol = SnmpAuthProtocol.Sha, Password = Secret.From("authentic") };

    private readonly SimulatedFleet _fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 5, Users = [User] });
    private readonly LaneFixture _lane = LaneFixture.OnSockets();

    public void Dispose()
    {
        _lane.Dispose();
        _fleet.DisposeAsync().AsTask().Wait();
    }

    [Fact]
    public void Silence_is_no_cause_to_discover_an_engine_again()
    {
        var target = Add();
        PollUntil(target, PollOutcome.Answered);
        for (var time = 0; time < 2; time++)
        {
            _fleet.Device(0).Kill();
            PollUntil(target, PollOutcome.Silent);
            _fleet.Device(0).Revive();
            PollUntil(target, PollOutcome.Answered);
        }

        Assert.Equal(1, _fleet.Counters.Reports);
    }

    [Fact]
    public void An_engine_that_nobody_has_met_costs_one_discovery_in_a_poll_while_it_is_silent()
    {
        _fleet.Device(0).Kill();
        var target = Add();
        PollUntil(target, PollOutcome.Silent);

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Silent, 1, 0), (record.Outcome, record.Requests, record.Retries));
        _fleet.Device(0).Revive();
        PollUntil(target, PollOutcome.Answered);
        Assert.Equal(1, _fleet.Counters.Reports);
    }

    /// <summary>Polled every second, and no request is repeated within that: a busy machine must not look like a lost discovery.</summary>
    private LaneTarget Add() => _lane.Add(
        _fleet.Endpoint(0).ToString(),
        [LaneFixture.Walking("1.3.6.1.2.1.2.2.1.1", "interfaces")],
        new TargetOptions { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5), Security = lane => new UserSecurity(User, SnmpContext.Default, lane.Usm) });

    private void PollUntil(LaneTarget target, PollOutcome outcome) =>
        _lane.TurnUntil(() => target.Series.History.TryGetLast(out var last) && last.Outcome == outcome);
}
