using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Tests.Reloading;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Targets;
using Collector.Simulator;
using Collector.Simulator.Faults;
using Collector.Snmp.Messages;
using Collector.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Verdicts;

/// <summary>Why a polled device is missing, provoked with the whole daemon and real sockets.</summary>
public sealed class PolledVerdictTests
{
    private static readonly FakeMib Router = new(
        AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 100),
        AgentVarbind.Text("1.3.6.1.2.1.1.5.0", "router"),
        AgentVarbind.Gauge32("1.3.6.1.2.1.2.2.1.5.7", 1000));

    [Fact]
    public async Task A_device_that_is_read_whole_is_ok()
    {
        using var agent = FakeAgent.Serving("127.62.0.1", Router);
        await using var daemon = await StartAsync(agent.Endpoint.ToString());
        Assert.StartsWith("It answers: ", await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "ok"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_community_that_is_not_accepted_is_silence()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 1, Community = "other" });
        var instance = fleet.Endpoint(0).ToString();
        await using var daemon = await StartAsync(instance);
        var text = await VerdictReading.ExpectAsync(daemon, instance, "silent");
        Assert.StartsWith("No reply since ", text, StringComparison.Ordinal);
        Assert.Contains("nor ever since it was loaded: its address is wrong, it is down, something on the way or its own access list drops the requests, or it does not accept public_v2's community. A device does not say which", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_device_that_is_left_in_peace_says_until_when()
    {
        using var agent = new FakeAgent("127.62.0.2", _ => []);
        await using var daemon = await StartAsync(agent.Endpoint.ToString(), "backoff: 100");
        Assert.Contains("It is asked again at 20", await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "backing_off"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_refused()
    {
        const string instance = "127.62.0.12:9"; // no port that the system gives to anybody
        await using var daemon = await StartAsync(instance);
        Assert.Contains("nobody listens on the port", await VerdictReading.ExpectAsync(daemon, instance, "refused"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_address_is_unresolved()
    {
        await using var daemon = await StartAsync("nobody.invalid");
        Assert.StartsWith("Its name has no address", await VerdictReading.ExpectAsync(daemon, "nobody.invalid", "unresolved"), StringComparison.Ordinal);
    }

    /// <summary>Files and lists with such targets are refused, so they are put where discovery puts those that it accepts.</summary>
    [Fact]
    public async Task A_target_that_names_what_is_not_there_is_misconfigured()
    {
        await using var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1 } }));
        await host.StartAsync();
        using var http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };
        var right = new Target
        {
            Instance = "module", Address = "127.62.0.12:1161", Labels = LabelSet.Empty, Modules = ["nowhere"], Auth = "public_v2", Interval = TimeSpan.FromSeconds(1), Deadline = TimeSpan.FromSeconds(1),
        };
        host.Services.GetRequiredService<TargetRegistry>().Replace(new TargetSet(
            [right, right with { Instance = "auth", Modules = ["if_mib"], Auth = "nobody" }, right with { Instance = "address", Modules = ["if_mib"], Address = "1:2:3" }, right with { Instance = "stream", Protocol = Target.Gnmi }]));

        foreach (var instance in (string[])["module", "auth", "address"])
            Assert.StartsWith("It is not polled: it names a module or an auth that is not there, has an address", await VerdictReading.ExpectAsync(http, instance, "misconfigured"), StringComparison.Ordinal);
        Assert.StartsWith("It is not streamed from: ", await VerdictReading.ExpectAsync(http, "stream", "misconfigured"), StringComparison.Ordinal);
        Assert.Contains("\"polls\":1,", await http.GetStringAsync("/api/v1/targets/module"), StringComparison.Ordinal); // said once, and nothing is sent
    }

    [Fact]
    public async Task Replies_from_another_port_are_seen_and_not_believed()
    {
        using var agent = new FakeAgent("127.62.0.4", request => [Router.Answer(request) with { From = ReplySource.OtherPort }]);
        await using var daemon = await StartAsync(agent.Endpoint.ToString());
        Assert.Contains("from another address or port", await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "wrong_source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_with_another_community_are_wrong_credentials()
    {
        using var agent = new FakeAgent("127.62.0.6", request => [request.Respond(PduHeader.Response(request.Id), Router.Find(request), community: "other")]);
        await using var daemon = await StartAsync(agent.Endpoint.ToString());
        Assert.Contains("another version, community", await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "wrong_credentials"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GarbageKind.Noise)]
    [InlineData(GarbageKind.WrongTag)]
    public async Task What_is_no_snmp_is_said_to_be_none(GarbageKind kind)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 1, Garbage = 1, GarbageKinds = [kind] });
        var instance = fleet.Endpoint(0).ToString();
        await using var daemon = await StartAsync(instance);
        Assert.StartsWith("It answers with what is no SNMP", await VerdictReading.ExpectAsync(daemon, instance, "invalid_replies"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_that_goes_round_is_truncated_and_says_which_module()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 20, SteppingBack = 1 });
        var instance = fleet.Endpoint(0).ToString();
        await using var daemon = await StartAsync(instance);
        Assert.Contains("if_mib was ended because a name did not increase", await VerdictReading.ExpectAsync(daemon, instance, "truncated"), StringComparison.Ordinal);
        Assert.Contains("\"modules\":{\"if_mib\":\"not_increasing\"}", await daemon.Http.GetStringAsync("/api/v1/targets/" + instance), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_has_nothing_of_a_module_is_empty()
    {
        using var agent = FakeAgent.Serving("127.62.0.8", new FakeMib(AgentVarbind.Text("1.3.6.1.4.1.8072.1", "nothing of interfaces")));
        await using var daemon = await StartAsync(agent.Endpoint.ToString());
        Assert.Contains("nothing of what is read (if_mib)", await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_back_says_when_it_was_not_there()
    {
        var isDead = false;
        using var agent = new FakeAgent("127.62.0.10", request => Volatile.Read(ref isDead) ? [] : [Router.Answer(request)]);
        await using var daemon = await StartAsync(agent.Endpoint.ToString());
        await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "ok");
        Volatile.Write(ref isDead, true);
        await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "silent");
        Volatile.Write(ref isDead, false);
        Assert.Contains("for the last time: ", await VerdictReading.ExpectAsync(daemon, agent.Endpoint.ToString(), "unsteady"), StringComparison.Ordinal);
    }

    /// <summary>One request may be under way, and five devices that do not answer keep it from the sixth.</summary>
    [Fact]
    public async Task A_collector_that_does_not_get_round_to_a_device_says_so_until_it_does()
    {
        var areDead = true;
        using var others = new FakeAgent("127.62.0.14", request => Volatile.Read(ref areDead) ? [] : [Router.Answer(request)]);
        using var agent = FakeAgent.Serving("127.62.0.16", Router);
        var dead = string.Concat(Enumerable.Range(0, 5).Select(i => $", {{ targets: [\"{others.Endpoint}\"], labels: {{ instance: dead{i} }} }}"));
        await using var daemon = await RunningDaemon.StartAsync($$"""
            snmp: { lanes: 1, requests_in_flight: 1 }
            defaults: { interval: 500ms, timeout: 400ms, retries: 0, modules: [if_mib], backoff: 1 }
            targets: { static: [ { targets: ["{{agent.Endpoint}}"], labels: { instance: alive } }{{dead}} ] }
            """);

        Assert.StartsWith("The collector did not get round to it: ", await VerdictReading.ExpectAsync(daemon, "alive", "overloaded"), StringComparison.Ordinal);
        Assert.NotEqual("0", await daemon.MetricAsync("collector_polls_starved_total"));
        Volatile.Write(ref areDead, false);
        Assert.Contains(" polls the collector did not get round to it.", await VerdictReading.ExpectAsync(daemon, "alive", "ok"), StringComparison.Ordinal);
    }

    private static Task<RunningDaemon> StartAsync(string instance, string defaults = "backoff: 1") => RunningDaemon.StartAsync($$"""
        snmp: { lanes: 1 }
        defaults: { interval: 500ms, timeout: 200ms, retries: 1, modules: [if_mib], {{defaults}} }
        targets: { static: [ { targets: ["{{instance}}"] } ] }
        """);
}
