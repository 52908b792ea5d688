using System.Net;
using System.Text.Json;
using Collector.Testing.Http;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>`POST /-/reload`: the answers and what they mean.</summary>
public sealed class ReloadEndpointTests
{
    private const string OneTarget = """
        snmp: { config_files: [snmp.yml], lanes: 1 }
        targets: { static: [ { targets: [127.0.0.1:9], labels: { __param_auth: ro, __param_module: cpu } } ] }
        """;

    [Fact]
    public async Task A_good_configuration_is_put_in_force_whole()
    {
        await using var daemon = await RunningDaemon.StartAsync(OneTarget);
        daemon.Folder.Write("more.yml", "modules: { disk: { get: [1.3.6.1.2.1.25.2.2.0], metrics: [ { name: d, oid: 1.3.6.1.2.1.25.2.2, type: gauge } ] } }");

        var answer = await daemon.ReloadAsync("""
            snmp: { config_files: [snmp.yml, more.yml], lanes: 1 }
            targets: { static: [ { targets: [127.0.0.1:9, 127.0.0.2:9], labels: { __param_auth: ro, __param_module: "cpu,disk" } } ] }
            """);

        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("1", await daemon.MetricAsync("collector_config_last_reload_successful"));
        await daemon.Http.UntilPageAsync("/api/v1/targets", json => Instances(json) == "127.0.0.1:9 cpu,disk 127.0.0.2:9 cpu,disk");
    }

    [Fact]
    public async Task A_bad_one_is_refused_with_every_place_and_changes_nothing()
    {
        await using var daemon = await RunningDaemon.StartAsync(OneTarget);
        var since = await daemon.MetricAsync("collector_config_last_reload_success_timestamp_seconds");
        daemon.Folder.Write("snmp.yml", "auths: { ro: { version: 9, community: not-to-be-seen } }\nmodules: {}");

        var answer = await daemon.ReloadAsync("lsten: x\nsnmp: { config_files: [snmp.yml], lanes: 1 }\ndefaults: { interval: 5 }");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var body = daemon.Folder.Relative(await answer.Content.ReadAsStringAsync());
        Assert.StartsWith("failed to reload config: collector.yml:", body, StringComparison.Ordinal);
        Assert.Contains("collector.yml:1:1: unknown key \"lsten\"", body, StringComparison.Ordinal);
        Assert.Contains("collector.yml:3:23: interval: 5 has no unit", body, StringComparison.Ordinal);
        Assert.Contains("snmp.yml:1:25: version: 9 is not between 1 and 3", body, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", body, StringComparison.Ordinal);
        Assert.Equal("0", await daemon.MetricAsync("collector_config_last_reload_successful"));
        Assert.Equal(since, await daemon.MetricAsync("collector_config_last_reload_success_timestamp_seconds"));
        Assert.Equal("127.0.0.1:9 cpu", Instances(await daemon.Http.GetStringAsync("/api/v1/targets")));

        daemon.Folder.Write("snmp.yml", "auths: { ro: { version: 2 } }\nmodules: {}");
        Assert.Equal(HttpStatusCode.OK, (await daemon.ReloadAsync("snmp: { config_files: [snmp.yml], lanes: 1 }")).StatusCode);
        Assert.Equal("1", await daemon.MetricAsync("collector_config_last_reload_successful"));
    }

    [Fact]
    public async Task Warnings_are_in_the_answer_and_what_only_a_restart_can_change_is_one()
    {
        await using var daemon = await RunningDaemon.StartAsync(OneTarget);

        var answer = await daemon.ReloadAsync("snmp: { config_files: [snmp.yml], lanes: 2 }\ndefaults: { interval: 10s, timeout: 20s }");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = daemon.Folder.Relative(await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("collector.yml:2:", lines[0], StringComparison.Ordinal);
        Assert.Equal("collector.yml: warning: only a restart puts in force what changed in snmp.lanes", lines[^1]);
    }

    [Fact]
    public async Task What_of_the_web_configuration_only_a_start_decides_is_said()
    {
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 1 }\nweb_config: web.yml", ("web.yml", "http_server_config: { http2: true }"));
        daemon.Folder.Write("web.yml", "rate_limit: { interval: 1ms, burst: 1000 }\nhttp_server_config: { http2: false }");

        using var answer = await daemon.Http.PostAsync("/-/reload", null);

        Assert.Equal("collector.yml: warning: only a restart puts in force what changed in http_server_config.http2, rate_limit", daemon.Folder.Relative(await answer.Content.ReadAsStringAsync()).TrimEnd());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_refused(string method)
    {
        await using var daemon = await RunningDaemon.StartAsync(OneTarget);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/-/reload");
        using var answer = await daemon.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.BadRequest, "POST method expected\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Reloads_at_the_same_time_happen_one_after_the_other()
    {
        await using var daemon = await RunningDaemon.StartAsync(OneTarget);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => daemon.Http.PostAsync("/-/reload", null)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal("127.0.0.1:9 cpu", Instances(await daemon.Http.GetStringAsync("/api/v1/targets")));
    }

    private static string Instances(string json) => string.Join(' ', JsonDocument.Parse(json).RootElement.GetProperty("targets").EnumerateArray()
        .Select(target => $"{target.GetProperty("instance")} {string.Join(',', target.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("name")))}"));
}
