using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>The engine around the lanes: its threads, its targets, its names.</summary>
public sealed class PollEngineTests
{
    [Fact]
    public async Task A_poll_on_demand_ends_when_the_engine_does()
    {
        using var asked = new ManualResetEventSlim();
        using var agent = new FakeAgent("127.34.0.2", _ =>
        {
            asked.Set();
            return [];
        });
        var polling = PollingFixture.Start();
        var poll = polling.Engine.PollOnceAsync(PollingFixture.Target(agent.Endpoint.ToString(), timeout: TimeSpan.FromMinutes(1), interval: TimeSpan.FromMinutes(5)), default);
        Assert.True(asked.Wait(Patience.Limit));

        await polling.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
    }

    [Fact]
    public async Task A_poll_on_demand_that_is_given_up_leaves_the_lane_at_work()
    {
        using var asked = new ManualResetEventSlim();
        using var silent = new FakeAgent("127.34.1.2", _ =>
        {
            asked.Set();
            return [];
        });
        using var good = FakeAgent.Serving("127.34.1.4", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7)));
        await using var polling = PollingFixture.Start();
        using var patience = new CancellationTokenSource();
        var poll = polling.Engine.PollOnceAsync(PollingFixture.Target(silent.Endpoint.ToString(), timeout: TimeSpan.FromMinutes(1), interval: TimeSpan.FromMinutes(5)), patience.Token);
        Assert.True(asked.Wait(Patience.Limit));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);

        var polled = await polling.Engine.PollOnceAsync(PollingFixture.Target(good.Endpoint.ToString()), default);

        Assert.Equal(7, SeriesReading.Read(polled)["sysUpTime{}"]);
    }

    [Fact]
    public async Task Targets_that_did_not_change_are_not_disturbed_and_the_others_come_and_go()
    {
        using var agent = FakeAgent.Serving("127.34.2.2", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7)));
        var waiting = new PublicationWaiting();
        await using var polling = PollingFixture.Start(observers: waiting);
        Target Named(string instance) => PollingFixture.Target(agent.Endpoint.ToString(), interval: TimeSpan.FromSeconds(1)) with { Instance = instance };

        await polling.Engine.ApplyAsync(new TargetSet([Named("stays"), Named("goes")]), polling.Modules, default);
        await waiting.For("stays");
        await waiting.For("goes");
        var before = polling.Store.TargetArray.Single(series => series.Target.Instance == "stays");

        await polling.Engine.ApplyAsync(new TargetSet([Named("stays"), Named("comes")]), polling.Modules, default);
        await waiting.For("comes");

        Assert.Equal(["comes", "stays"], polling.Store.TargetArray.Select(series => series.Target.Instance));
        Assert.Same(before, polling.Store.TargetArray[1]);
        Assert.True(before.History.Finished >= 1);
    }

    [Fact]
    public async Task Who_is_polled_once_is_polled_on_the_lane_that_has_the_endpoint_by_schedule()
    {
        using var agent = FakeAgent.Serving("127.34.8.2", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7)));
        await using var polling = PollingFixture.Start(options: new PollEngineOptions { Lanes = 4 });
        var target = PollingFixture.Target(agent.Endpoint.ToString());
        for (var i = 0; i < 8; i++)
        {
            await polling.Engine.ApplyAsync(new TargetSet([target with { Instance = $"named {i}" }]), polling.Modules, default);

            var (_, onLane) = await polling.Engine.PollOnceAsync(target, trace: null, default);

            var scheduled = Assert.Single(polling.Engine.Lanes, lane => lane.Scheduled.At(LaneFixture.Endpoint(agent.Endpoint.ToString())).Any(one => one.Lane == lane));
            Assert.Same(scheduled, onLane!.Lane);
        }
    }

    [Fact]
    public async Task Whoever_observes_is_told_that_a_target_ended_and_who_goes_on()
    {
        using var agent = FakeAgent.Serving("127.34.9.2", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7)));
        var ended = new EndWaiting();
        await using var polling = PollingFixture.Start(observers: ended);
        var target = PollingFixture.Target(agent.Endpoint.ToString());
        var longer = target with { Interval = 2 * target.Interval };
        await polling.Engine.ApplyAsync(new TargetSet([target]), polling.Modules, default);
        await polling.Engine.PollOnceAsync(target, default); // ends too, and is nobody's business

        await polling.Engine.ApplyAsync(new TargetSet([longer]), polling.Modules, default);
        var (first, heir) = await ended.NextAsync();
        await polling.Engine.ApplyAsync(new TargetSet([]), polling.Modules, default);
        var (second, none) = await ended.NextAsync();

        Assert.Equal((target, longer), (first.Target, heir!.Target));
        Assert.Same(heir, second);
        Assert.Null(none);
    }

    [Theory]
    [InlineData("no_such_module", "public_v2", "127.0.0.1")]
    [InlineData("interfaces", "no_such_auth", "127.0.0.1")]
    [InlineData("interfaces", "public_v2", "[not an address")]
    public async Task A_target_that_cannot_be_polled_as_configured_says_so_and_is_in_the_store(string module, string auth, string address)
    {
        await using var polling = PollingFixture.Start();
        await polling.Engine.ApplyAsync(new TargetSet([PollingFixture.Target(address, module, auth)]), polling.Modules, default);
        Assert.True(Assert.Single(polling.Store.TargetArray).History.TryGetLast(out var record));
        Assert.Equal((PollOutcome.Misconfigured, false), (record.Outcome, record.IsUp));
        Assert.Equal(PollOutcome.Misconfigured, (await polling.Engine.PollOnceAsync(PollingFixture.Target(address, module, auth), default)).History.Recent()[0].Outcome);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_unresolved_and_holds_up_nobody()
    {
        using var agent = FakeAgent.Serving("127.34.3.2", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7)));
        await using var polling = PollingFixture.Start();
        var dead = polling.Engine.PollOnceAsync(PollingFixture.Target("no-such-host.invalid"), default);
        var good = await polling.Engine.PollOnceAsync(PollingFixture.Target(agent.Endpoint.ToString()), default);
        Assert.Equal(PollOutcome.Answered, good.History.Recent()[0].Outcome);
        Assert.Equal(PollOutcome.Unresolved, (await dead).History.Recent()[0].Outcome);
    }

    [Fact]
    public async Task A_name_is_polled_at_its_address()
    {
        using var agent = FakeAgent.Serving("127.0.0.1", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7)));
        await using var polling = PollingFixture.Start();
        var polled = await polling.Engine.PollOnceAsync(PollingFixture.Target($"udp4://localhost:{agent.Endpoint.Port}"), default);
        Assert.Equal(PollOutcome.Answered, polled.History.Recent()[0].Outcome);
    }
}
