using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Simulator;
using Collector.Snmp.Explaining;
using Collector.Snmp.Explaining.Scheduled;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;
using Collector.Testing;

namespace Collector.Snmp.Tests.Explaining.Scheduled;

/// <summary>What scheduled polls ask, as explained, beside what the agent was asked.</summary>
public sealed class ScheduledPollTests
{
    private const int Rows = 60;
    private const string UpTime = "1.3.6.1.2.1.1.3.0";
    private const string TableChange = "1.3.6.1.2.1.31.1.5.0";

    private static readonly SnmpModuleOptions Interfaces = PollingFixture.Interfaces.Modules["interfaces"];

    [Fact]
    public async Task The_requests_told_are_those_that_the_agent_got()
    {
        using var agent = FakeAgent.Serving("127.40.3.2", Mib());

        var (whole, poll) = await ExplainAsync(agent);

        var module = Assert.Single(poll.Modules);
        Assert.Equal((PollOutcome.Answered, ScheduledPollWords.Polls - 1, true), (poll.Outcome, poll.PollsBefore, module.IsComplete));
        Assert.Equal(poll.Requests, module.Requests.Count);
        Assert.Equal(agent.Requests.TakeLast(poll.Requests).Select(Asked), module.Requests.Select(request => (request.Request, request.Names, request.MaxRepetitions ?? 0)));
        Assert.InRange(poll.Requests, 3, whole.Requests - 1);
        Assert.True(module.IsPacked);
        Assert.Contains(module.Requests, request => request is { Kind: "columns", Of: ["ifOperStatus", "ifInOctets", ..], After: null, Varbinds: > 50, Octets: > 1000, RoundTripSeconds: > 0 });
        Assert.Contains(module.Requests, request => request is { Kind: "columns", After: not null });
    }

    [Fact]
    public async Task What_has_a_slower_pace_is_named_and_not_asked_for()
    {
        using var agent = FakeAgent.Serving("127.40.3.4", Mib());

        var (_, poll) = await ExplainAsync(agent, SnmpPaces.Default);

        var module = Assert.Single(poll.Modules);
        Assert.Equal((5, 1, null), (module.ObjectsRead, module.ObjectsCarried, module.WhySlowRead));
        Assert.Equal(new PacedObject("1.3.6.1.2.1.31.1.1.1.1", "ifName", 600, IsRead: false), module.Objects.Single(one => one.PaceSeconds is not null));
        Assert.DoesNotContain(module.Requests, request => request.Of.Contains("ifName"));
        var guards = module.Requests[^1];
        Assert.Equal(("guards", "get"), (guards.Kind, guards.Request));
        Assert.Equal(["sysUpTime", "ifTableLastChange"], guards.Of);
    }

    [Fact]
    public async Task A_device_that_does_not_say_when_its_table_changed_has_its_names_read_and_it_is_said_why()
    {
        var mib = Mib();
        mib.Remove(TableChange);
        using var agent = FakeAgent.Serving("127.40.3.6", mib);

        var (_, poll) = await ExplainAsync(agent, SnmpPaces.Default);

        var module = Assert.Single(poll.Modules);
        Assert.Equal("the device does not answer ifTableLastChange, or does not keep to it", module.WhySlowRead);
        Assert.Equal(("ifName", true), module.Objects.Where(one => one.PaceSeconds is not null).Select(one => (one.Name, one.IsRead)).Single());
    }

    [Fact]
    public async Task A_device_without_an_uptime_has_everything_read_and_it_is_said_why()
    {
        var mib = Mib();
        mib.Remove(UpTime);
        using var agent = FakeAgent.Serving("127.40.3.8", mib);

        var (_, poll) = await ExplainAsync(agent, SnmpPaces.Default);

        Assert.Equal("the device does not answer sysUpTime, so nothing would say that it started anew", Assert.Single(poll.Modules).WhySlowRead);
    }

    [Fact]
    public async Task A_device_with_little_to_save_has_everything_read_and_it_is_said_why()
    {
        using var agent = FakeAgent.Serving("127.40.3.10", Mib(rows: 20));

        var (_, poll) = await ExplainAsync(agent, SnmpPaces.Default);

        Assert.Equal("the device has fewer than 48 instances at a slower pace", Assert.Single(poll.Modules).WhySlowRead);
    }

    [Fact]
    public async Task What_the_device_can_send_is_told()
    {
        using var agent = new FakeAgent("127.40.3.12", WeakAgent.Fitting(Mib(), 700));

        var (_, poll) = await ExplainAsync(agent);

        Assert.InRange(poll.Limits.ReplyOctets, 600, 760);
        Assert.False(poll.Limits.ColumnByColumn);
        Assert.All(Assert.Single(poll.Modules).Requests, request => Assert.InRange(request.Octets ?? 0, 1, 700));
    }

    [Fact]
    public async Task A_device_that_leaves_rows_out_is_told_to_be_read_column_by_column()
    {
        using var agent = new FakeAgent("127.40.3.14", WeakAgent.FirstColumnOnly(Mib()));

        var (_, poll) = await ExplainAsync(agent);

        var module = Assert.Single(poll.Modules);
        Assert.Equal((true, false), (poll.Limits.ColumnByColumn, module.IsPacked));
        Assert.Contains(module.Requests, request => request is { Kind: "walk", Of: ["1.3.6.1.2.1.2.2"] });
    }

    [Fact]
    public async Task What_the_schedule_has_found_out_is_known_from_the_beginning()
    {
        var mib = Mib();
        var (weak, mended) = (WeakAgent.FirstColumnOnly(mib), new TaskCompletionSource());
        using var agent = new FakeAgent("127.40.3.16", request => mended.Task.IsCompleted ? [mib.Answer(request)] : weak(request));
        var modules = new SnmpModules([Interfaces], PollingFixture.Interfaces.Auths.Values);
        var target = PollingFixture.Target(agent.Endpoint.ToString(), interval: TimeSpan.FromSeconds(1));
        await using var polling = PollingFixture.Start(modules);
        await polling.Engine.ApplyAsync(new TargetSet([target]), modules, default);
        await Patience.UntilAsync(() => polling.Store.TargetArray[0].History.TryGetConduct(out var conduct) && conduct.IsReadByColumn);
        mended.SetResult();

        var explained = await new Explainer(polling.Engine).ExplainAsync(target, modules, null, alsoScheduled: true, default);

        Assert.True(explained.ScheduledPoll!.Limits.ColumnByColumn);
        Assert.False(Assert.Single(explained.ScheduledPoll.Modules).IsPacked);
    }

    [Fact]
    public async Task Where_scheduled_polls_ask_the_same_nobody_is_asked_again()
    {
        using var agent = FakeAgent.Serving("127.40.3.18", Mib());

        var explained = await Explained.PollAsync(agent, Interfaces, auth: "public_v1", alsoScheduled: true);

        Assert.Null(explained.ScheduledPoll);
        Assert.Equal(explained.Requests, agent.Requests.Count);
    }

    [Fact]
    public async Task A_device_that_does_not_answer_is_not_asked_again()
    {
        using var agent = new FakeAgent("127.40.3.20", _ => []);

        var explained = await Explained.PollAsync(agent, Interfaces, timeout: TimeSpan.FromMilliseconds(200), alsoScheduled: true);

        Assert.Equal((PollOutcome.TimedOut, null), (explained.Outcome, explained.ScheduledPoll));
        Assert.Equal(explained.Requests, agent.Requests.Count);
    }

    [Fact]
    public async Task A_device_that_falls_silent_meanwhile_has_no_poll_to_be_told_of()
    {
        const string First = "1.3.6.1.2.1.2.2";
        var mib = Mib();
        var polls = 0;
        using var agent = new FakeAgent("127.40.3.22", request =>
        {
            var isFirst = request.Names[0].ToString() == First;
            if (isFirst) polls++;
            return isFirst || polls < 2 ? [mib.Answer(request)] : [];
        });

        var explained = await Explained.PollAsync(agent, Interfaces, timeout: TimeSpan.FromMilliseconds(200), alsoScheduled: true);

        Assert.Equal((PollOutcome.Answered, PollOutcome.Partial), (explained.Outcome, explained.ScheduledPoll!.Outcome));
        Assert.Empty(explained.ScheduledPoll.Modules);
    }

    [Fact]
    public async Task The_whole_of_if_mib_of_a_simulated_device_takes_a_third_fewer_requests()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = Rows, BaseAddress = System.Net.IPAddress.Parse("127.40.3.24") });
        var modules = BuiltInProfiles.All.With(SnmpPaces.Default, SnmpPacking.Default);
        await using var polling = PollingFixture.Start(modules);

        var explained = await new Explainer(polling.Engine).ExplainAsync(PollingFixture.Target($"127.40.3.24:{fleet.Port}", "if_mib"), modules, null, alsoScheduled: true, default);

        var poll = explained.ScheduledPoll!;
        Assert.InRange(poll.Requests, 10, explained.Requests * 2 / 3);
        Assert.Equal(poll.Requests, poll.Modules.Sum(module => module.Requests.Count));
        Assert.Equal(poll.Octets, poll.Modules.Sum(module => module.Requests.Sum(request => request.Octets ?? 0)));
        Assert.True(Assert.Single(poll.Modules).ObjectsCarried > 5);
    }

    private static FakeMib Mib(int rows = Rows) => new(
    [
        AgentVarbind.TimeTicks(UpTime, 100_000_000),
        AgentVarbind.TimeTicks(TableChange, 500),
        .. Enumerable.Range(1, rows).SelectMany(row => new[]
        {
            AgentVarbind.Integer($"1.3.6.1.2.1.2.2.1.8.{row}", 1),
            AgentVarbind.Counter32($"1.3.6.1.2.1.2.2.1.10.{row}", (uint)row * 1_000_000),
            AgentVarbind.Text($"1.3.6.1.2.1.31.1.1.1.1.{row}", $"xe-0/0/{row}"),
            AgentVarbind.Counter64($"1.3.6.1.2.1.31.1.1.1.6.{row}", (ulong)row * 1_000_000_000_000),
            AgentVarbind.Counter64($"1.3.6.1.2.1.31.1.1.1.10.{row}", (ulong)row * 1_000_000_000_000),
        }),
    ]);

    private static async Task<(PollExplanation Whole, ScheduledPollExplanation Poll)> ExplainAsync(FakeAgent agent, SnmpPaces? paces = null)
    {
        var explained = await Explained.PollAsync(agent, Interfaces, alsoScheduled: true, paces: paces);
        return (explained, explained.ScheduledPoll!);
    }

    private static (string Request, int Names, int Repetitions) Asked(FakeRequest request) => request.Type switch
    {
        PduType.GetBulk => ("get_bulk", request.Names.Count, request.MaxRepetitions),
        _ => ("get", request.Names.Count, 0),
    };
}
