using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Simulator;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Whole polls in SNMPv3, of simulated engines over real sockets.</summary>
public sealed class V3PollTests
{
    private static readonly SnmpAuthOptions Auth = new()
    {
        Name = "v3", Version = SnmpVersion.V3, Username = "noc", SecurityLevel = SnmpSecurityLevel.AuthPriv,
        AuthProtocol = SnmpAuthProtocol.Sha, Password = Secret.From("authentic"), PrivProtocol = SnmpPrivProtocol.Aes, PrivPassword = Secret.From("private!"),
    };

    private static readonly SnmpModules Modules = Of(Auth);

    [Fact]
    public async Task However_many_requests_begin_a_poll_one_discovers_the_engine()
    {
        await using var fleet = SimulatedFleet.Start(Fleet());
        await using var polling = PollingFixture.Start(Modules);

        Assert.Equal(PollOutcome.Answered, (await PollAsync(polling, fleet, 0)).Outcome);
        Assert.Equal(PollOutcome.Answered, (await PollAsync(polling, fleet, 0)).Outcome);

        Assert.Equal(1, fleet.Counters.Reports);
    }

    [Fact]
    public async Task The_series_are_those_of_version_2c()
    {
        await using var fleet = SimulatedFleet.Start(Fleet());
        await using var polling = PollingFixture.Start(Modules);

        var v3 = await polling.Engine.PollOnceAsync(PollingFixture.Target(fleet.Endpoint(1).ToString(), auth: "v3"), default);
        var v2c = await polling.Engine.PollOnceAsync(PollingFixture.Target(fleet.Endpoint(1).ToString()), default);

        Assert.Equal(SeriesReading.Read(v2c).Keys.Order(), SeriesReading.Read(v3).Keys.Order());
    }

    [Fact]
    public async Task A_reboot_costs_one_request_for_each_that_was_under_way_and_no_answer()
    {
        await using var fleet = SimulatedFleet.Start(Fleet());
        await using var polling = PollingFixture.Start(Modules);
        await PollAsync(polling, fleet, 0);
        var usual = await PollAsync(polling, fleet, 0);

        fleet.Device(0).Edit(edit => edit.Reboot());
        var after = await PollAsync(polling, fleet, 0);

        Assert.Equal(PollOutcome.Answered, after.Outcome);
        Assert.InRange(after.Requests - usual.Requests, 1, 2); // a window of two requests at most, each corrected once
        Assert.Equal(0, after.Retries);
        Assert.Equal(usual.Requests, (await PollAsync(polling, fleet, 0)).Requests);
    }

    [Fact]
    public async Task Two_devices_with_one_engine_id_keep_clocks_of_their_own()
    {
        await using var fleet = SimulatedFleet.Start(Fleet() with { SharedEngineId = true });
        await using var polling = PollingFixture.Start(Modules);
        fleet.Device(1).Edit(edit => edit.Reboot()); // its boots and time are now others than those of device 0
        await PollAsync(polling, fleet, 0);
        await PollAsync(polling, fleet, 1);
        var reports = fleet.Counters.Reports;

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(PollOutcome.Answered, (await PollAsync(polling, fleet, 0)).Outcome);
            Assert.Equal(PollOutcome.Answered, (await PollAsync(polling, fleet, 1)).Outcome);
        }

        Assert.Equal(reports, fleet.Counters.Reports);
    }

    [Fact]
    public async Task A_target_that_is_loaded_anew_needs_no_discovery()
    {
        await using var fleet = SimulatedFleet.Start(Fleet());
        var waiting = new PublicationWaiting();
        await using var polling = PollingFixture.Start(Modules, observers: waiting);
        var target = PollingFixture.Target(fleet.Endpoint(0).ToString(), auth: "v3", interval: TimeSpan.FromSeconds(1));

        await polling.Engine.ApplyAsync(new TargetSet([target with { Instance = "before" }]), polling.Modules, default);
        await waiting.For("before");
        await polling.Engine.ApplyAsync(new TargetSet([target with { Instance = "after", Retries = 2 }]), polling.Modules, default);
        await waiting.For("after");

        Assert.Equal(1, fleet.Counters.Reports);
    }

    [Fact]
    public async Task Replies_that_are_signed_wrongly_are_no_replies()
    {
        await using var fleet = SimulatedFleet.Start(Fleet() with { WrongDigest = 1 });
        await using var polling = PollingFixture.Start(Modules);

        var record = await PollAsync(polling, fleet, 0, TimeSpan.FromMilliseconds(500));

        Assert.Equal((PollOutcome.Invalid, 0), (record.Outcome, record.Varbinds));
    }

    [Fact]
    public async Task An_agent_that_never_likes_our_time_is_not_asked_for_ever()
    {
        await using var fleet = SimulatedFleet.Start(Fleet() with { NotInTimeWindow = 1 });
        await using var polling = PollingFixture.Start(Modules);

        var record = await PollAsync(polling, fleet, 0, TimeSpan.FromMilliseconds(500));

        Assert.Equal((PollOutcome.Denied, AccessProblem.NotInTimeWindow), (record.Outcome, record.Problem));
        Assert.InRange(record.Requests, 3, 2 * (2 + 2)); // two steps at most, each with one retry and two corrections
    }

    [Fact]
    public async Task Keys_extended_after_Reeder_are_derived_for_every_engine()
    {
        var slow = Auth with { PrivProtocol = SnmpPrivProtocol.Aes256C };
        await using var fleet = SimulatedFleet.Start(Fleet() with { Devices = 8, Users = [UsmUser.From(slow)] });
        await using var polling = PollingFixture.Start(Of(slow));

        var records = await Task.WhenAll(Enumerable.Range(0, 8).Select(device => PollAsync(polling, fleet, device, TimeSpan.FromSeconds(30))));

        Assert.All(records, record => Assert.Equal(PollOutcome.Answered, record.Outcome));
    }

    private static SimulatorOptions Fleet() => new() { Devices = 2, Interfaces = 20, Users = [UsmUser.From(Auth)] };

    private static SnmpModules Of(SnmpAuthOptions auth) => new(PollingFixture.Interfaces.Modules.Values, [auth, .. PollingFixture.Interfaces.Auths.Values]);

    private static async Task<PollRecord> PollAsync(PollingFixture polling, SimulatedFleet fleet, int device, TimeSpan? timeout = null)
    {
        var target = PollingFixture.Target(fleet.Endpoint(device).ToString(), auth: "v3", timeout: timeout ?? TimeSpan.FromSeconds(10), interval: TimeSpan.FromSeconds(60));
        var series = await polling.Engine.PollOnceAsync(target, default);
        Assert.True(series.History.TryGetLast(out var record));
        return record;
    }
}
