using System.Net;
using System.Text.Json;
using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Simulator;
using Collector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Endpoints.Explaining;

/// <summary><c>/api/v1/explain</c> of the whole daemon.</summary>
public sealed class ExplainEndpointTests : IAsyncLifetime
{
    private const string Instance = "core1.example.net";

    private readonly FakeMib _mib = new(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 700), AgentVarbind.Text("1.3.6.1.2.1.1.5.0", "core1"));
    private WebApplication _host = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var allowed = new AllowedTargets([new AllowedNetworks([IPNetwork.Parse("127.41.5.0/24")], new HashSet<string> { "public_v2" })]);
        var endpoint = new SnmpEndpointOptions { AllowedTargets = allowed };
        var options = new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1, Endpoint = endpoint } };
        _host = CollectorHost.Create(CollectorConfiguration.BuiltIn(options));
        await _host.StartAsync();
        _http = new HttpClient { BaseAddress = CollectorHost.AddressOf(_host) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_target_is_polled_now_and_explained_and_the_store_does_not_see_it()
    {
        using var agent = FakeAgent.Serving("127.41.1.2", _mib);
        await TargetAsync(agent);

        var (status, body) = await GetAsync($"target={Instance}&module=system");

        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(body);
        var module = Assert.Single(json.RootElement.GetProperty("modules").EnumerateArray());
        var name = module.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "sysName");
        Assert.Equal("shown", name.GetProperty("state").GetString());
        Assert.Equal("""sysName{sysName="core1"} 1""", name.GetProperty("example").GetProperty("series")[0].GetString());
        Assert.Equal(["if_mib"], Assert.Single(_host.Services.GetRequiredService<SeriesStore>().TargetArray).ModuleNames);
    }

    [Fact]
    public async Task One_OID_can_be_asked_about_by_its_metric_s_name()
    {
        using var agent = FakeAgent.Serving("127.41.2.2", _mib);
        await TargetAsync(agent);

        var (_, body) = await GetAsync($"target={Instance}&module=system&oid=sysContact");

        using var json = JsonDocument.Parse(body);
        Assert.Equal("The agent said noSuchInstance of 1.3.6.1.2.1.1.4.0", json.RootElement.GetProperty("modules")[0].GetProperty("about").GetProperty("answer").GetString());
    }

    [Fact]
    public async Task People_get_it_as_walk_explain_prints_it()
    {
        using var agent = FakeAgent.Serving("127.41.8.2", _mib);
        await TargetAsync(agent);

        var (status, body) = await GetAsync($"target={Instance}&module=system&oid=sysName&format=text");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith($"{Instance} ({agent.Endpoint}), SNMPv2c as public_v2: answered", body, StringComparison.Ordinal);
        Assert.Contains("About 1.3.6.1.2.1.1.5", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_scheduled_polls_ask_is_told_to_who_wants_to_know()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 60, BaseAddress = IPAddress.Parse("127.41.5.20") });

        var (_, without) = await GetAsync($"target=127.41.5.20:{fleet.Port}&module=if_mib");
        var (status, body) = await GetAsync($"target=127.41.5.20:{fleet.Port}&module=if_mib&scheduled=1");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("scheduled_poll", without, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        var poll = json.RootElement.GetProperty("scheduled_poll");
        var module = Assert.Single(poll.GetProperty("modules").EnumerateArray());
        Assert.Equal(poll.GetProperty("requests").GetInt32(), module.GetProperty("requests").GetArrayLength());
        Assert.True(poll.GetProperty("requests").GetInt32() < json.RootElement.GetProperty("requests").GetInt32());
        Assert.Contains(module.GetProperty("objects").EnumerateArray(), one => one.TryGetProperty("pace_seconds", out var pace) && pace.GetDouble() == 600 && !one.GetProperty("is_read").GetBoolean());
    }

    [Theory]
    [InlineData("", 400, "'target' must be given once")]
    [InlineData("target=a&scheduled=yes", 400, "'scheduled' is 1, or 0")]
    [InlineData("target=a&target=b", 400, "'target' must be given once")]
    [InlineData("target=nobody.invalid", 404, "no target has the instance 'nobody.invalid'")]
    [InlineData("target=core1.example.net&module=if_mab", 400, "there is no module 'if_mab'; did you mean \"if_mib\"?")]
    [InlineData("target=core1.example.net&auth=public_v9", 400, "there is no auth 'public_v9'")]
    [InlineData("target=core1.example.net&auth=a&auth=b", 400, "'auth' must not be given more than once")]
    [InlineData("target=core1.example.net&oid=nothing", 400, "'nothing' is neither an OID nor the name of a metric")]
    [InlineData("target=core1.example.net&format=html", 400, "'format' is json or text")]
    [InlineData("target=core1.example.net&modules=if_mib", 400, "'modules' is no parameter")]
    public async Task What_makes_no_sense_is_said(string query, int status, string said)
    {
        using var agent = FakeAgent.Serving("127.41.3.2", _mib);
        await TargetAsync(agent);

        var (actual, body) = await GetAsync(query);

        Assert.Equal(status, (int)actual);
        Assert.Contains(said, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_no_target_is_asked_as_far_as_snmp_may()
    {
        using var allowed = FakeAgent.Serving("127.41.5.2", _mib);
        using var other = FakeAgent.Serving("127.41.6.2", _mib);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"target={allowed.Endpoint}&module=system")).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "127.41.6.2 is not in a network of snmp.allowed_targets"), await RefusalAsync($"target={other.Endpoint}"));
        Assert.Equal((HttpStatusCode.Forbidden, "127.41.5.2 may not be asked with auth 'public_v1' (snmp.allowed_targets)"), await RefusalAsync($"target={allowed.Endpoint}&auth=public_v1"));
    }

    [Fact]
    public async Task A_target_of_ours_is_asked_with_other_credentials_only_as_far_as_snmp_may()
    {
        using var agent = FakeAgent.Serving("127.41.7.2", _mib);
        await TargetAsync(agent);

        Assert.Equal((HttpStatusCode.Forbidden, "127.41.7.2 is not in a network of snmp.allowed_targets"), await RefusalAsync($"target={Instance}&auth=public_v1"));
    }

    [Fact]
    public async Task While_one_is_under_way_nobody_else_has_a_turn()
    {
        using var release = new ManualResetEventSlim();
        using var agent = new FakeAgent("127.41.4.2", request =>
        {
            release.Wait();
            return [_mib.Answer(request)];
        });
        await TargetAsync(agent);

        var both = new[] { GetAsync($"target={Instance}&module=system"), GetAsync($"target={Instance}&module=system") };
        var refused = await await Task.WhenAny(both);
        release.Set();
        var answered = (await Task.WhenAll(both)).Select(answer => answer.Status);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains(HttpStatusCode.OK, answered);
    }

    private async Task TargetAsync(FakeAgent agent)
    {
        var target = PollingFixture.Target(agent.Endpoint.ToString(), "if_mib", interval: TimeSpan.FromMinutes(5), timeout: TimeSpan.FromMinutes(1)) with { Instance = Instance };
        _host.Services.GetRequiredService<TargetRegistry>().Replace(new TargetSet([target]));
        await Patience.UntilAsync(() => _host.Services.GetRequiredService<SeriesStore>().TargetArray.Length > 0); // the lanes take it over
    }

    private async Task<(HttpStatusCode Status, string Body)> RefusalAsync(string query)
    {
        var (status, body) = await GetAsync(query);
        return (status, body.Trim());
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string query)
    {
        using var response = await _http.GetAsync($"/api/v1/explain?{query}");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
