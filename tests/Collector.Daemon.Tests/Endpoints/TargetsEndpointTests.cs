using System.Net;
using System.Text.Json;
using Collector.Daemon.Endpoints;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using static Collector.Testing.FilledStore;

namespace Collector.Daemon.Tests.Endpoints;

public sealed class TargetsEndpointTests
{
    [Fact]
    public async Task A_target_says_what_it_is_and_how_its_polls_went()
    {
        await using var served = await ServedStore.StartAsync();
        var series = served.Filled.Add("tcp://192.0.2.1:161", ["if_mib", "system"], new Label("site", "ams1"));
        served.Filled.Publish(series, 0, Module("if_mib", 0, Counter("a"), Counter("b")), ("i=\"1\"", [1UL, null]), ("i=\"2\"", [null, 1UL]), ("i=\"3\"", [null, null]));
        series.History.CountTruncated(WalkEnd.TooBig);
        series.History.Add(Poll(PollOutcome.TimedOut, 1));
        series.History.Add(Poll(PollOutcome.Answered, 2) with { RoundTrip = TimeSpan.FromMilliseconds(5), Varbinds = 7 });

        var target = await GetAsync(served, "/api/v1/targets/tcp%3A%2F%2F192.0.2.1%3A161");

        Assert.Equal("tcp://192.0.2.1:161", target.GetProperty("instance").GetString());
        Assert.Equal("ams1", target.GetProperty("labels").GetProperty("site").GetString());
        Assert.Equal("up", target.GetProperty("state").GetString());
        Assert.Equal(
            """[{"name":"if_mib","complete":true,"rows":2},{"name":"system","complete":null,"rows":0}]""",
            target.GetProperty("modules").GetRawText());
        Assert.Equal(2, target.GetProperty("polls").GetInt32());
        Assert.Equal(1, target.GetProperty("truncated_walks").GetProperty("too_big").GetInt32());
        Assert.Equal(0.005, target.GetProperty("last_poll").GetProperty("round_trip_seconds").GetDouble());
        Assert.Equal("timed_out", target.GetProperty("last_error").GetProperty("outcome").GetString());
        Assert.Equal(["answered", "timed_out"], target.GetProperty("recent_polls").EnumerateArray().Select(poll => poll.GetProperty("outcome").GetString()!));
    }

    [Fact]
    public async Task A_target_that_was_never_polled_is_pending()
    {
        await using var served = await ServedStore.StartAsync();
        served.Filled.Add("192.0.2.1", ["if_mib"]);

        var target = await GetAsync(served, "/api/v1/targets/192.0.2.1");

        Assert.Equal("pending", target.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, target.GetProperty("last_poll").ValueKind);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_by_labels()
    {
        await using var served = await ServedStore.StartAsync();
        for (var i = 0; i < 2000; i++) served.Filled.Add($"r{i:0000}", ["if_mib"], new Label("site", i % 2 == 0 ? "ams1" : "fra2"));

        var all = (await GetAsync(served, "/api/v1/targets")).GetProperty("targets");
        var some = (await GetAsync(served, "/api/v1/targets?site=fra2")).GetProperty("targets");

        Assert.Equal(2000, all.GetArrayLength());
        Assert.Equal(1000, some.GetArrayLength());
        Assert.Equal("r0001", some[0].GetProperty("instance").GetString());
    }

    [Theory]
    [InlineData("state=up", "c-cut d-fine")]
    [InlineData("state=down", "a-gone b-shut f-gone")]
    [InlineData("state=pending", "e-new")]
    [InlineData("state=silent", "a-gone f-gone")]
    [InlineData("state=refused&state=ok", "b-shut d-fine")]
    [InlineData("state=broken", "a-gone b-shut c-cut f-gone")]
    [InlineData("state=broken&site=ams1", "a-gone c-cut")]
    [InlineData("state=keys_pending", "")]
    public async Task The_list_can_be_narrowed_by_state_and_verdict(string query, string expected)
    {
        await using var served = await ServedStore.StartAsync();
        PollOutcome?[] outcomes = [PollOutcome.TimedOut, PollOutcome.Refused, PollOutcome.Partial, PollOutcome.Answered, null];
        foreach (var (name, outcome) in ((string[])["a-gone", "b-shut", "c-cut", "d-fine", "e-new"]).Zip(outcomes))
        {
            var series = served.Filled.Add(name, ["if_mib"], new Label("site", name is "a-gone" or "c-cut" ? "ams1" : "fra2"));
            if (outcome is { } known) series.History.Add(Poll(known, 1));
        }

        served.Filled.Add("f-gone", ["if_mib"]).History.Add(Poll(PollOutcome.TimedOut, 1));

        var targets = (await GetAsync(served, "/api/v1/targets?" + query)).GetProperty("targets").EnumerateArray();

        Assert.Equal(expected, string.Join(' ', targets.Select(target => target.GetProperty("instance").GetString())));
    }

    [Theory]
    [InlineData("dead", "no target is ever in the state 'dead'; there are broken, pending, up, down, misconfigured, ")]
    [InlineData("Up", "no target is ever in the state 'Up'; there are broken, ")]
    public async Task A_state_that_there_is_not_is_refused_with_those_that_there_are(string state, string reason)
    {
        await using var served = await ServedStore.StartAsync();

        using var response = await served.Client.GetAsync("/api/v1/targets?state=" + state);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_target_is_not_found()
    {
        await using var served = await ServedStore.StartAsync();

        using var response = await served.Client.GetAsync("/api/v1/targets/nobody");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Probes_and_the_landing_page_answer()
    {
        await using var served = await ServedStore.StartAsync();

        using var before = await served.Client.GetAsync("/-/ready");
        served.Service<Readiness>().Polls();
        using var between = await served.Client.GetAsync("/-/ready");
        served.Service<Readiness>().Streams();
        using var after = await served.Client.GetAsync("/-/ready");
        using var healthy = await served.Client.GetAsync("/-/healthy");

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK),
            (before.StatusCode, between.StatusCode, after.StatusCode, healthy.StatusCode));
        Assert.Contains("href=\"/metrics\"", await served.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    private static PollRecord Poll(PollOutcome outcome, int seconds) => new()
    {
        StartedUnixMs = 1_700_000_000_000 + seconds * 1000,
        Duration = TimeSpan.FromMilliseconds(100),
        Outcome = outcome,
    };

    private static async Task<JsonElement> GetAsync(ServedStore served, string path)
    {
        using var json = JsonDocument.Parse(await served.Client.GetStringAsync(path));
        return json.RootElement.Clone();
    }
}
