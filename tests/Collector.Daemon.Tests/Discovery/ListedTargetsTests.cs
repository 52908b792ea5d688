using System.Text.Json;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Tests.Reloading;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Tests.Discovery;

public sealed class ListedTargetsTests
{
    [Fact]
    public async Task Targets_of_an_inventory_are_polled_under_the_names_that_rules_give_them()
    {
        await using var inventory = await Inventory("""[{"targets": ["7"], "labels": {"__meta_name": "sw7", "__meta_ip": "127.76.5.7:9", "__meta_status": "active"}}, {"targets": ["8"], "labels": {"__meta_status": "planned"}}]""");
        await using var daemon = await RunningDaemon.StartAsync($$"""
            snmp: { lanes: 1 }
            targets:
              http:
              - url: {{inventory.Url}}
                relabel_configs:
                - { source_labels: [__meta_ip], target_label: __address__ }
                - { source_labels: [__meta_name], target_label: instance }
              relabel_configs: [ { source_labels: [__meta_status], regex: active, action: keep } ]
            """);
        await UntilTargetAsync(daemon, "sw7");
        Assert.Equal("1", await daemon.MetricAsync("collector_targets_ignored{reason=\"relabelled\"}"));
        Assert.Equal("2", await daemon.MetricAsync($"collector_target_list_targets{{kind=\"http\",list=\"{inventory.Url}\"}}"));
        var shown = await daemon.Http.GetStringAsync("/config");
        Assert.Contains("    source_labels:\n", shown.Replace("      ", "    ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_the_inventory_has_the_targets_of_the_last_time()
    {
        using var folder = new ConfigurationFolder();
        var yaml = $"snmp: {{ lanes: 1 }}\ndata_dir: {folder["data"]}\ntargets: {{ http: [ {{ url: URL }} ] }}";
        string url;
        await using (var inventory = await Inventory("""[{"targets": ["127.76.5.7:9"]}]"""))
        {
            url = inventory.Url.AbsoluteUri;
            await using var first = await RunningDaemon.StartAsync(yaml.Replace("URL", url, StringComparison.Ordinal));
            await UntilTargetAsync(first, "127.76.5.7:9");
            await Patience.UntilAsync(() => Directory.Exists(folder["data/targets"]) && Directory.GetFiles(folder["data/targets"], "*.json").Length > 0);
        }

        await using var second = await RunningDaemon.StartAsync(yaml.Replace("URL", url, StringComparison.Ordinal));
        await UntilTargetAsync(second, "127.76.5.7:9");
        Assert.Equal("1", await second.MetricAsync($"collector_target_list_kept{{kind=\"http\",list=\"{url}\"}}"));
    }

    [Fact]
    public async Task Each_shard_is_a_scrape_target_with_a_name_of_its_own()
    {
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 1 }\nshards: 3");
        using var response = await daemon.Http.GetAsync("/sd");
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var authority = daemon.Http.BaseAddress!.Authority;
        var groups = json.RootElement.EnumerateArray().ToList();
        Assert.All(groups, group => Assert.Equal(authority, group.GetProperty("targets")[0].GetString()));
        Assert.Equal([$"{authority}/1", $"{authority}/2", $"{authority}/3"], groups.Select(group => group.GetProperty("labels").GetProperty("instance").GetString()));
        foreach (var group in groups)
        {
            var labels = group.GetProperty("labels");
            var path = $"{labels.GetProperty("__metrics_path__").GetString()}?shard={labels.GetProperty("__param_shard").GetString()}";
            Assert.True((await daemon.Http.GetAsync(path)).IsSuccessStatusCode, path);
        }
    }

    [Theory]
    [InlineData("http: [ { url: 'ftp://x' } ]", "url: not a URL such as https://host/path")]
    [InlineData("http: [ { refresh_interval: 60 } ]", "refresh_interval: 60 has no unit; write 60s for seconds or 60ms for milliseconds")]
    [InlineData("dns: [ { type: MX, names: [a] } ]", "type: \"MX\" is not one of SRV, A, AAAA")]
    [InlineData("dns: [ {} ]", "names: at least one is required")]
    [InlineData("dns: [ { names: ['a b'] } ]", "names: \"a b\" is not a name of the DNS")]
    [InlineData("dns: [ { names: [a], servers: [x] } ]", "servers: \"x\" is not an address such as 192.0.2.53 or 192.0.2.53:5353")]
    [InlineData("relabel_configs: [ { action: keepp } ]", "action: \"keepp\" is not one of replace, keep")]
    public void Mistakes_are_told(string targets, string expected)
    {
        using var folder = new ConfigurationFolder();
        folder.Load($"targets: {{ {targets} }}");
        Assert.Contains(folder.Messages, message => message.Contains(expected, StringComparison.Ordinal));
    }

    private static Task<FakeHttpServer> Inventory(string list) => FakeHttpServer.StartAsync(http =>
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(list);
    });

    private static Task<string> UntilTargetAsync(RunningDaemon daemon, string instance) =>
        daemon.Http.UntilPageAsync("/api/v1/targets", json => json.Contains($"\"{instance}\"", StringComparison.Ordinal));
}
