using System.Net;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Snmp.Polling.OnDemand;
using Collector.Testing;
using Collector.Testing.Http;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

/// <summary>Many who ask at once: who shares, who waits, who is sent away, and who goes.</summary>
public sealed class SnmpSharingTests
{
    private const int Readers = 20;

    [Fact]
    public async Task Equal_requests_share_one_walk_and_a_later_one_makes_its_own()
    {
        using var gate = new ManualResetEventSlim();
        var mib = SnmpEndpointTests.Things();
        using var agent = Gated("127.61.0.2", gate, mib);
        await using var served = await ServedSnmp.StartAsync();

        var waiting = Enumerable.Range(0, Readers).Select(_ => served.AskAsync(agent.Endpoint, "&module=services")).ToArray();
        await EventuallyAsync(served, $"collector_ondemand_walks_shared_total {Readers - 1}");
        gate.Set();
        var bodies = await Task.WhenAll(waiting.Select(async response => await (await response).Content.ReadAsStringAsync()));

        Assert.Single(bodies.Distinct());
        Assert.Single(agent.Requests);
        await served.AskAsync(agent.Endpoint, "&module=services");
        Assert.Equal(2, agent.Requests.Count);
    }

    [Fact]
    public async Task A_target_has_one_walk_at_a_time_and_a_bounded_queue()
    {
        using var gate = new ManualResetEventSlim();
        using var agent = Gated("127.61.1.2", gate, SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync(new OnDemandOptions { MostWaitingAtTarget = 1 });

        var walking = served.AskAsync(agent.Endpoint, "&module=services");
        await EventuallyAsync(served, "collector_ondemand_walks_in_flight 1");
        var queued = served.AskAsync(agent.Endpoint, "&module=up");
        await EventuallyAsync(served, "collector_ondemand_walks_waiting 1");
        using var refused = await served.AskAsync(agent.Endpoint);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        await EventuallyAsync(served, "collector_ondemand_walks_refused_total{reason=\"target_busy\"} 1");
        Assert.True(agent.Requests.Count <= 1);
        gate.Set();
        Assert.Equal(HttpStatusCode.OK, (await walking).StatusCode);
        Assert.Contains("sysUpTime 7\n", await (await queued).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_take_turns_when_too_many_are_asked()
    {
        using var gate = new ManualResetEventSlim();
        using var slow = Gated("127.61.2.2", gate, SnmpEndpointTests.Things());
        using var other = FakeAgent.Serving("127.61.2.4", SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync(new OnDemandOptions { MostWalks = 1, MostWaiting = 2 });

        var first = served.AskAsync(slow.Endpoint, "&module=services");
        await EventuallyAsync(served, "collector_ondemand_walks_in_flight 1");
        var second = served.AskAsync(slow.Endpoint, "&module=up");
        await EventuallyAsync(served, "collector_ondemand_walks_waiting 1");
        var third = served.AskAsync(other.Endpoint, "&module=services");
        await EventuallyAsync(served, "collector_ondemand_walks_waiting 2");
        using var refused = await served.AskAsync(other.Endpoint, "&module=up");
        gate.Set();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.All(await Task.WhenAll(first, second, third), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task Walks_of_one_client_delay_nobody_else_s_scrape()
    {
        using var gate = new ManualResetEventSlim();
        using var stuck = Gated("127.61.7.2", gate, SnmpEndpointTests.Things());
        using var agent = FakeAgent.Serving("127.61.7.4", SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync(turns: new WalkTurns(TimeProvider.System, turns: 4, queue: 8));
        using var other = served.ClientFrom("127.61.7.6");
        other.DefaultRequestHeaders.Add(ScrapeTimeout.Header, "10");

        Task<HttpResponseMessage>[] greedy = [.. new[] { "services", "up", "things", "othertype", "otherhelp" }.Select(module => served.AskAsync(stuck.Endpoint, "&module=" + module))];
        await EventuallyAsync(served, "collector_ondemand_requests_waiting 3"); // two have their turn
        using var answer = await other.GetAsync($"/snmp?target={agent.Endpoint}&module=services");
        var (status, text) = await served.ReadAsync($"target={agent.Endpoint}&module=services", timeout: "0.2");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("This client had as many walks", text, StringComparison.Ordinal);
        await EventuallyAsync(served, "collector_ondemand_requests_total{outcome=\"over_share\"} 1");
        gate.Set();
        Assert.All(await Task.WhenAll(greedy), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task When_the_last_reader_leaves_the_walk_ends_and_the_target_is_free()
    {
        using var gate = new ManualResetEventSlim();
        using var agent = Gated("127.61.3.2", gate, SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync();
        using var leaving = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 2).Select(_ => served.AskAsync(agent.Endpoint, "&module=services", leaving.Token)).ToArray();
        await EventuallyAsync(served, "collector_ondemand_walks_shared_total 1");
        await leaving.CancelAsync();
        foreach (var reader in readers) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader);
        await EventuallyAsync(served, "collector_ondemand_walks_in_flight 0");
        gate.Set();

        await EventuallyAsync(served, "collector_ondemand_requests_total{outcome=\"reader_gone\"} 2");
        Assert.Equal(HttpStatusCode.OK, (await served.AskAsync(agent.Endpoint, "&module=services")).StatusCode);
    }

    [Fact]
    public async Task A_reader_that_leaves_takes_nothing_from_the_others()
    {
        using var gate = new ManualResetEventSlim();
        using var agent = Gated("127.61.4.2", gate, SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync();
        using var leaving = new CancellationTokenSource();

        var stays = served.AskAsync(agent.Endpoint, "&module=services");
        await EventuallyAsync(served, "collector_ondemand_walks_in_flight 1");
        var leaves = served.AskAsync(agent.Endpoint, "&module=services", leaving.Token);
        await EventuallyAsync(served, "collector_ondemand_walks_shared_total 1");
        await leaving.CancelAsync();
        await EventuallyAsync(served, "collector_ondemand_requests_total{outcome=\"reader_gone\"} 1");
        gate.Set();

        Assert.Equal(HttpStatusCode.OK, (await stays).StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.Single(agent.Requests);
    }

    [Fact]
    public async Task Targets_do_not_get_each_others_series()
    {
        using var one = FakeAgent.Serving("127.61.5.2", new FakeMib(AgentVarbind.Gauge32("1.3.6.1.2.1.1.7.0", 1)));
        using var two = FakeAgent.Serving("127.61.5.4", new FakeMib(AgentVarbind.Gauge32("1.3.6.1.2.1.1.7.0", 2)));
        await using var served = await ServedSnmp.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
            (Expected: 1 + i % 2, Body: await (await served.AskAsync((i % 2 == 0 ? one : two).Endpoint, "&module=services")).Content.ReadAsStringAsync())));

        Assert.All(answers, answer => Assert.Contains($"\nsysServices {answer.Expected}\n", answer.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_asked_on_demand_is_not_on_the_metrics_page()
    {
        using var agent = FakeAgent.Serving("127.61.6.2", SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync();
        await served.AskAsync(agent.Endpoint);

        var page = await served.Client.GetStringAsync("/metrics");

        Assert.DoesNotContain("sysUpTime", page, StringComparison.Ordinal);
        Assert.Contains("snmp_collection_duration_seconds_count{module=\"things\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("snmp_collection_duration_seconds_count{module=\"services\"} 0\n", page, StringComparison.Ordinal);
        Assert.Contains("snmp_packets_total 2\n", page, StringComparison.Ordinal);
        Assert.Contains("snmp_packet_duration_seconds_count 2\n", page, StringComparison.Ordinal);
        Assert.Equal(SnmpRequestOutcome.Served, Enum.GetValues<SnmpRequestOutcome>().Single(outcome => served.Requests(outcome) > 0));
    }

    /// <summary>An agent that answers nothing until the gate opens.</summary>
    private static FakeAgent Gated(string address, ManualResetEventSlim gate, FakeMib mib) => new(address, request =>
    {
        gate.Wait(Patience.Limit);
        return [mib.Answer(request)];
    });

    private static Task<string> EventuallyAsync(ServedSnmp served, string line) => served.Client.UntilPageAsync("/metrics", page => page.Contains(line + "\n", StringComparison.Ordinal));
}
