using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Security;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling.OnDemand;

/// <summary>Walks on demand on a running engine: patience, sessions, reloads, the end.</summary>
public sealed class OnDemandPollsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Whoever_waits_no_longer_is_told_how_far_each_module_came()
    {
        using var asked = new ManualResetEventSlim();
        var mib = Rows(3);
        using var agent = new FakeAgent("127.63.0.2", request =>
        {
            if (request.Type == PduType.Get) return [mib.Answer(request)];
            asked.Set();
            return [];
        });
        var time = new ManualTime();
        await using var polling = PollingFixture.StartAt(time);
        var poll = polling.Engine.OnDemand.PollAsync(Request(agent), TimeSpan.FromSeconds(9.5), default).AsTask();
        Assert.True(asked.Wait(Patience));
        Assert.False(poll.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(9.5));
        using var result = (await poll.WaitAsync(Patience)).Result!;

        var module = Assert.Single(result.Modules);
        Assert.Equal(("interfaces", WalkEnd.Deadline), (module.Name, module.Failure!.End));
    }

    [Fact]
    public async Task One_who_waits_shorter_than_the_others_gets_an_answer_and_they_their_walk()
    {
        using var gate = new ManualResetEventSlim();
        var mib = Rows(3);
        using var agent = new FakeAgent("127.63.1.2", request =>
        {
            gate.Wait(Patience);
            return [mib.Answer(request)];
        });
        var time = new ManualTime();
        await using var polling = PollingFixture.StartAt(time);
        var longer = polling.Engine.OnDemand.PollAsync(Request(agent), TimeSpan.FromSeconds(60), default).AsTask();
        var shorter = polling.Engine.OnDemand.PollAsync(Request(agent), TimeSpan.FromSeconds(1), default).AsTask();

        time.Advance(TimeSpan.FromSeconds(1));
        using (var none = (await shorter.WaitAsync(Patience)).Result!) Assert.Equal(WalkEnd.Deadline, none.Modules[0].Failure!.End);
        Assert.False(longer.IsCompleted);
        gate.Set();
        using var all = (await longer.WaitAsync(Patience)).Result!;

        Assert.Null(all.Modules[0].Failure);
        Assert.Equal(3, SeriesReading.Read(all.Modules[0].Snapshot!).Count(series => series.Key.StartsWith("ifHCInOctets", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_who_gives_up_in_the_queue_was_never_asked_for()
    {
        using var gate = new ManualResetEventSlim();
        var mib = Rows(3);
        using var agent = new FakeAgent("127.63.2.2", request =>
        {
            gate.Wait(Patience);
            return [mib.Answer(request)];
        });
        var time = new ManualTime();
        await using var polling = PollingFixture.StartAt(time);
        var walking = polling.Engine.OnDemand.PollAsync(Request(agent), TimeSpan.FromSeconds(60), default).AsTask();
        var queued = polling.Engine.OnDemand.PollAsync(Request(agent) with { Auth = "public_v1" }, TimeSpan.FromSeconds(1), default).AsTask();

        time.Advance(TimeSpan.FromSeconds(1));
        using (var none = (await queued.WaitAsync(Patience)).Result!) Assert.Equal(WalkEnd.Deadline, none.Modules[0].Failure!.End);
        gate.Set();
        (await walking.WaitAsync(Patience)).Result!.Dispose();

        Assert.All(agent.Requests, request => Assert.Equal(SnmpVersion.V2c, request.Version));
    }

    [Fact]
    public async Task A_poll_by_schedule_and_a_walk_never_ask_an_agent_at_once()
    {
        var (open, most) = (0, 0);
        var mib = Rows(3);
        using var agent = new FakeAgent("127.63.3.2", request =>
        {
            // The first request of a poll is its GET; a walk that ends answers with an exception.
            if (request.Type == PduType.Get) most = Math.Max(most, ++open);
            var reply = mib.Find(request);
            if (request.Type != PduType.Get && reply.Any(varbind => varbind.Type == SmiType.EndOfMibView)) open--;
            return [request.Reply([.. reply])];
        });
        await using var polling = PollingFixture.Start(OneWalk, new PollEngineOptions { Lanes = 3 });
        var target = PollingFixture.Target(agent.Endpoint.ToString(), "one_walk", interval: TimeSpan.FromMilliseconds(100)) with { Instance = "named otherwise" };
        await polling.Engine.ApplyAsync(new TargetSet([target]), polling.Modules, default);
        var series = polling.Store.TargetArray.Single();

        while (series.History.Finished < 10)
        {
            using var result = (await polling.Engine.OnDemand.PollAsync(Request(agent) with { ModuleList = "one_walk" }, Patience, default)).Result!;
            Assert.Null(result.Modules[0].Failure);
        }

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task The_metric_that_two_rows_would_show_twice_is_named_and_not_the_tables_first()
    {
        const string Root = "1.3.6.1.4.1.32473.1";
        var byName = Lookup("name", Root + ".3", by: "i");
        var modules = new SnmpModules(
            [Options(Metric("first", Root + ".1", SnmpMetricType.Gauge, [Index("i")], byName, Remove("i")), Metric("twice", Root + ".2", SnmpMetricType.Gauge, [Index("i")], byName, Remove("i"))) with { Name = "interfaces", Walk = [Snmp.Ber.Oid.Parse(Root)] }],
            PollingFixture.Interfaces.Auths.Values);
        using var agent = FakeAgent.Serving("127.63.7.2", new FakeMib(
            AgentVarbind.Gauge32(Root + ".1.1", 1), AgentVarbind.Gauge32(Root + ".2.1", 1), AgentVarbind.Gauge32(Root + ".2.2", 2), AgentVarbind.Text(Root + ".3.1", "x"), AgentVarbind.Text(Root + ".3.2", "x")));
        await using var polling = PollingFixture.Start(modules);

        using var result = (await polling.Engine.OnDemand.PollAsync(Request(agent), Patience, default)).Result!;

        Assert.Equal("twice", result.Modules[0].Duplicate);
    }

    [Fact]
    public async Task Names_that_do_not_increase_are_both_named()
    {
        const string Root = "1.3.6.1.2.1.31.1.1";
        using var agent = new FakeAgent("127.63.8.2", request => [request.Reply([AgentVarbind.Gauge32($"{Root}.1.5", 1), AgentVarbind.Gauge32($"{Root}.1.7", 1), AgentVarbind.Gauge32($"{Root}.1.3", 1)])]);
        await using var polling = PollingFixture.Start(OneWalk);

        using var result = (await polling.Engine.OnDemand.PollAsync(Request(agent) with { ModuleList = "one_walk" }, Patience, default)).Result!;

        Assert.Equal((WalkEnd.NotIncreasing, $"{Root}.1.7 >= {Root}.1.3"), (result.Modules[0].Failure!.End, result.Modules[0].Failure!.Disorder));
    }

    [Fact]
    public async Task A_reload_forgets_sessions_and_asks_as_the_new_modules_say()
    {
        using var agent = FakeAgent.Serving("127.63.4.2", Rows(3));
        await using var polling = PollingFixture.Start();
        (await polling.Engine.OnDemand.PollAsync(Request(agent), Patience, default)).Result!.Dispose();
        var none = new SnmpModules(polling.Modules.Modules.Values.Select(module => module with { Walk = [] }), polling.Modules.Auths.Values);

        await polling.Engine.ApplyAsync(new TargetSet([]), none, default);
        using var result = (await polling.Engine.OnDemand.PollAsync(Request(agent), Patience, default)).Result!;

        Assert.Equal("sysUpTime{}", Assert.Single(SeriesReading.Read(result.Modules[0].Snapshot!)).Key);
    }

    [Fact]
    public async Task Unknown_modules_are_refused()
    {
        await using var polling = PollingFixture.Start();
        var request = new OnDemandRequest(LaneFixture.Endpoint("127.63.5.2:161"), "nothing", "public_v2", SnmpContext.Default);
        var answer = await polling.Engine.OnDemand.PollAsync(request, Patience, default);
        Assert.Equal((false, OnDemandRefusal.Unknown), (answer.HasResult, answer.Refusal));
    }

    [Fact]
    public async Task Walks_end_with_the_engine()
    {
        using var asked = new ManualResetEventSlim();
        using var agent = new FakeAgent("127.63.6.2", _ =>
        {
            asked.Set();
            return [];
        });
        var polling = PollingFixture.Start();
        var walking = polling.Engine.OnDemand.PollAsync(Request(agent), Patience, default).AsTask();
        var queued = polling.Engine.OnDemand.PollAsync(Request(agent) with { Auth = "public_v1" }, Patience, default).AsTask();
        Assert.True(asked.Wait(Patience));

        await polling.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => walking);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
    }

    [Fact]
    public async Task Names_are_looked_up_with_all_their_addresses()
    {
        await using var polling = PollingFixture.Start();
        Assert.True(TargetAddress.TryParse("udp4://localhost:1161", out var name, out _));
        Assert.True(TargetAddress.TryParse("no-such-host.invalid", out var nobody, out _));

        Assert.Equal(["127.0.0.1"], (await polling.Engine.LookUpAsync(name, default)).Addresses.Select(address => address.ToString()));
        Assert.NotNull((await polling.Engine.LookUpAsync(nobody, default)).Error);
    }

    internal static OnDemandRequest Request(FakeAgent agent) => new(TransportEndpoint.From(agent.Endpoint), "interfaces", "public_v2", SnmpContext.Default);

    /// <summary>A GET and one walk, so that its requests come one after the other.</summary>
    private static SnmpModules OneWalk => new(
        [PollingFixture.Interfaces.Modules["interfaces"] with { Name = "one_walk", Walk = [Snmp.Ber.Oid.Parse("1.3.6.1.2.1.31.1.1")], MaxRepetitions = 2 }],
        PollingFixture.Interfaces.Auths.Values);

    private static FakeMib Rows(int rows) => new(
    [
        AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7),
        .. Enumerable.Range(1, rows).Select(row => AgentVarbind.Text($"1.3.6.1.2.1.31.1.1.1.1.{row}", $"eth{row}")),
        .. Enumerable.Range(1, rows).Select(row => AgentVarbind.Counter64($"1.3.6.1.2.1.31.1.1.1.6.{row}", (ulong)row)),
    ]);
}
