using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Tests.Security.Usm;

namespace Collector.Snmp.Tests.Polling.Lanes;

/// <summary>A lane with SNMPv3 targets whose keys do not come: nobody derives them here.</summary>
public sealed class V3LaneTests : IDisposable
{
    private const string Agent = "192.0.2.3:161";

    private static readonly UsmUser User = new()
    {
        Name = "noc", Level = SnmpSecurityLevel.AuthPriv, AuthProtocol = SnmpAuthProtocol.Sha, Password = Secret.From("authentic"),
        PrivProtocol = SnmpPrivProtocol.Aes256C, PrivPassword = Secret.From("private!"),
    };

    private readonly KeyStore _nobody = new(workers: 0);
    private readonly LaneFixture _lane = new();
    private readonly ScriptedEngine _engine = new(User, [0x80, 0, 0x7E, 0xD9, 5, 1]);

    public void Dispose()
    {
        _lane.Dispose();
        _nobody.Dispose();
    }

    [Fact]
    public void A_target_that_waits_for_keys_holds_nobody_up()
    {
        var slow = AddVersion3();
        var other = _lane.Add("192.0.2.1:161", request => [LaneFixture.Rows(5).Answer(request)], options: new TargetOptions { Interval = TimeSpan.FromSeconds(10) });
        AnswerDiscovery();

        Assert.Equal(PollOutcome.Answered, _lane.Poll(other).Outcome);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(other).Outcome);
        var record = _lane.Poll(slow);

        Assert.Equal((PollOutcome.TimedOut, AccessProblem.DerivingKeys, 1), (record.Outcome, record.Problem, record.Requests));
        Assert.Equal(1, _nobody.Waiting); // asked for once
        _lane.AssertIdle();
    }

    [Fact]
    public void All_steps_but_one_wait_for_the_discovery_and_it_is_repeated_like_any_request()
    {
        var target = AddVersion3(LaneFixture.Walking($"{Mapping.Modules.Root}.1", "one"), LaneFixture.Walking($"{Mapping.Modules.Root}.2", "two"));

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.TimedOut, AccessProblem.None), (record.Outcome, record.Problem));
        Assert.Equal((4, 3), (record.Requests, record.Retries));
        _lane.AssertIdle();
    }

    private Collector.Snmp.Polling.LaneTarget AddVersion3(params Collector.Snmp.Mapping.Plans.ModulePlan[] modules) => _lane.Add(
        Agent,
        modules.Length == 0 ? null : modules,
        new TargetOptions { Security = lane => new UserSecurity(User, SnmpContext.Default, new UsmLane(_nobody, () => lane.Clock.UnixMs, _ => ValueTask.CompletedTask)) });

    private void AnswerDiscovery()
    {
        _lane.TurnUntil(() => _lane.Network.Sent.Any(sent => sent.To == LaneFixture.Endpoint(Agent)));
        var request = _lane.Network.Sent.First(sent => sent.To == LaneFixture.Endpoint(Agent)).Datagram;
        Assert.Equal(DecodeStatus.Ok, V3Message.TryRead(request, out var message));
        _lane.Network.Deliver(LaneFixture.Endpoint(Agent), _engine.Discovered(message.Id));
    }
}
