using System.Net;
using Collector.Pipeline.Store;
using Collector.Simulator;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Snmp.Tests.Transport;
using Collector.Snmp.Tests.Transport.Tcp;
using Collector.Snmp.Transport;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling.Fleets;

/// <summary>What only the kernel can show: addresses, errors and buffers of real sockets.</summary>
public sealed class RealSocketTests
{
    private static readonly TargetOptions Once = new() { IsOnce = true, Timeout = TimeSpan.FromSeconds(20) };
    private static readonly TargetOptions Hasty = new() { IsOnce = true, Timeout = TimeSpan.FromMilliseconds(700), Retries = 1 }; // a cold start on a busy machine takes longer than a tenth of a second

    private readonly FakeMib _mib = LaneFixture.Rows(25);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_poll_reads_every_row(bool portable)
    {
        using var agent = FakeAgent.Serving("127.31.0.2", _mib);
        using var lane = LaneFixture.OnSockets(new TransportOptions { Portable = portable });
        var target = lane.Add(agent.Endpoint.ToString(), options: Once);

        Assert.Equal((PollOutcome.Answered, 3, 0), Key(lane.Poll(target)));

        Assert.Equal(Enumerable.Range(1, 25).Select(row => (double)row), LaneFixture.Series(target).Values.Order());
        Assert.Equal(3, agent.Requests.Count);
    }

    [Theory]
    [InlineData(ReplySource.OtherPort)]
    [InlineData(ReplySource.OtherAddress)]
    public void Replies_from_another_socket_are_dropped_unless_the_module_allows_them(ReplySource source)
    {
        using var agent = new FakeAgent("127.31.1.2", request => [_mib.Answer(request) with { From = source }]);
        using var lane = LaneFixture.OnSockets();
        var strict = lane.Add(agent.Endpoint.ToString(), options: Hasty);
        Assert.Equal((PollOutcome.TimedOut, 2, 1), Key(lane.Poll(strict)));
        lane.TurnUntil(() => lane.Metrics.DroppedBy(DropReason.WrongSource) + lane.Metrics.DroppedBy(DropReason.Late) == 2);

        var options = Options(Metric("m", Root + ".1", SnmpMetricType.Gauge, [Index("i")])) with { UseUnconnectedUdpSocket = true };
        var lax = lane.Add(agent.Endpoint.ToString(), [ModuleCompiler.Compile(options, 0, [])], Once);
        Assert.Equal(PollOutcome.Answered, lane.Poll(lax).Outcome);
    }

    [Fact]
    public void A_closed_port_is_refused_and_no_other_target_is()
    {
        using var open = FakeAgent.Serving("127.31.2.2", _mib);
        using var silent = new FakeAgent("127.31.2.4", _ => []);
        var closed = IPEndPoint.Parse("127.31.2.3:9"); // no port that the system gives to anybody
        using var lane = LaneFixture.OnSockets();
        lane.Lane.Change([], [.. new[] { closed, open.Endpoint, silent.Endpoint, closed }.Select((at, i) => lane.Make(at.ToString(), options: Once with { Instance = $"{i}", Timeout = TimeSpan.FromMilliseconds(700), Retries = 0 })).Select(target => { lane.Targets.Add(target); return target; })]);

        lane.TurnUntil(() => lane.Targets.TrueForAll(target => target.Series.History.Finished == 1));

        Assert.Equal([PollOutcome.Refused, PollOutcome.Answered, PollOutcome.TimedOut, PollOutcome.Refused], lane.Targets.Select(target => target.Series.History.Recent()[0].Outcome));
        Assert.Equal([WalkEnd.Unreachable, WalkEnd.Complete, WalkEnd.Timeout, WalkEnd.Unreachable], lane.Targets.Select(target => target.Series.History.Recent()[0].Truncated));
    }

    [Fact]
    public void A_target_may_be_polled_over_tcp()
    {
        using var peer = new TcpPeer("127.31.3.2");
        var agent = new Thread(() =>
        {
            peer.Accept();
            for (var number = 1; number <= 3; number++)
            {
                var head = peer.Read(2); // a request of less than 128 octets
                peer.Send(_mib.Answer(FakeRequest.TryRead([.. head, .. peer.Read(head[1])], number)!).Datagram);
            }
        });
        agent.Start();
        using var lane = LaneFixture.OnSockets();

        var target = lane.Add($"tcp://{peer.Endpoint.ToIPEndPoint()}", options: Once);

        Assert.Equal((PollOutcome.Answered, 3, 0), Key(lane.Poll(target)));
        Assert.Equal(25, LaneFixture.Series(target).Count);
        agent.Join();
    }

    [Fact]
    public void A_tcp_target_that_does_not_listen_is_refused()
    {
        using var lane = LaneFixture.OnSockets();
        var target = lane.Add("tcp://127.31.4.2:9", options: Once);
        Assert.Equal(PollOutcome.Refused, lane.Poll(target).Outcome);
    }

    [Fact]
    public void What_the_kernel_drops_while_the_lane_is_held_is_counted()
    {
        const int Replies = 1000;
        using var sent = new ManualResetEventSlim();
        using var agent = new FakeAgent("127.31.5.2", request => Flood(request, Replies, sent));
        using var lane = LaneFixture.OnSockets(new TransportOptions { ReceiveBufferBytes = 100_000 });
        var target = lane.Add(agent.Endpoint.ToString(), options: Once);
        lane.Lane.Turn(); // sends the request and reads nothing yet

        Assert.True(sent.Wait(Patience.Limit)); // the test holds the lane meanwhile

        Assert.Equal(PollOutcome.Answered, lane.Poll(target).Outcome);
        lane.TurnUntil(() => lane.Metrics.KernelDrops + lane.Metrics.DatagramsReceived == Replies);
        Assert.InRange(lane.Metrics.KernelDrops, Replies - 200, Replies);
    }

    [Fact]
    public async Task Two_thousand_agents_asked_at_once_lose_nothing_with_the_default_receive_buffer()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 2000, Interfaces = 5, BaseAddress = new IPAddress([127, 32, 0, 1]) });
        using var lane = LaneFixture.OnSockets(new TransportOptions { ReceiveBufferBytes = null });
        var module = ModuleCompiler.Compile(PollingFixture.Interfaces.Modules["interfaces"], 0, []);
        var targets = Enumerable.Range(0, 2000).Select(i => lane.Make(fleet.Endpoint(i).ToString(), [module], new TargetOptions { IsOnce = true, Timeout = TimeSpan.FromSeconds(30) })).ToList();
        lane.Lane.Change([], targets);

        lane.TurnUntil(() => targets.TrueForAll(target => target.Series.History.Finished == 1));

        Assert.All(targets, target => Assert.Equal((PollOutcome.Answered, 0), (target.Series.History.Recent()[0].Outcome, target.Series.History.Recent()[0].Retries)));
        Assert.Equal((0, 0), (lane.Metrics.KernelDrops, fleet.Counters.SocketDrops));
        lane.AssertIdle();
    }

    [Fact]
    public async Task Loss_garbage_and_twins_make_no_value_wrong_and_disturb_no_healthy_device()
    {
        var epoch = DateTimeOffset.UtcNow.AddDays(-11);
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions
        {
            Devices = 100, Interfaces = 5, BaseAddress = new IPAddress([127, 33, 0, 1]), Epoch = epoch, Seed = 4,
            Loss = 0.02, Garbage = 0.05, Duplicate = 0.1, Late = 0.02, LateBy = TimeSpan.FromMilliseconds(150), Silent = 0.2,
        });
        using var lane = LaneFixture.OnSockets();
        var module = ModuleCompiler.Compile(PollingFixture.Interfaces.Modules["interfaces"], 0, []);
        var targets = Enumerable.Range(0, 100).Select(i => lane.Make(fleet.Endpoint(i).ToString(), [module], new TargetOptions { IsOnce = true, Timeout = TimeSpan.FromMilliseconds(100), Retries = 6 })).ToList();
        var before = FleetFormula.Ticks(epoch, DateTimeOffset.UtcNow);
        lane.Lane.Change([], targets);

        lane.TurnUntil(() => targets.TrueForAll(target => target.Series.History.Finished == 1));

        var after = FleetFormula.Ticks(epoch, DateTimeOffset.UtcNow) + 1;
        Assert.InRange(targets.Count(target => target.Series.History.Recent()[0].Outcome == PollOutcome.TimedOut), 20, 25);
        for (var device = 0; device < 100; device++)
        {
            foreach (var (name, value) in LaneFixture.Series(targets[device]))
            {
                var metric = name[..name.IndexOf('{', StringComparison.Ordinal)];
                if (!metric.Contains("HC", StringComparison.Ordinal)) continue;
                var number = int.Parse(name.Split('"')[1], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(FleetFormula.CanBe((ulong)value, metric, device, number, (ulong)before, (ulong)after), $"device {device}: {name} {value}");
                Assert.Contains($"ifName=\"{FleetFormula.IfName(number)}\"", name, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<FakeReply> Flood(FakeRequest request, int replies, ManualResetEventSlim sent)
    {
        var reply = request.Reply(AgentVarbind.Gauge32($"{Root}.1.1", 1), AgentVarbind.Octets($"{Root}.9.1", new byte[1200]), AgentVarbind.Exception(Oid.Parse($"{Root}.9.1"), SmiType.EndOfMibView));
        for (var i = 0; i < replies; i++) yield return reply;
        sent.Set();
    }

    private static (PollOutcome Outcome, int Requests, int Retries) Key(PollRecord record) => (record.Outcome, record.Requests, record.Retries);
}
