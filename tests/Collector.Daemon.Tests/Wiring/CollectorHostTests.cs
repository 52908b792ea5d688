using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Builder;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>The whole daemon, started as `run` starts it, without targets.</summary>
public sealed class CollectorHostTests
{
    [Fact]
    public async Task Every_metric_on_the_page_is_in_the_reference()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };

        var page = await http.GetStringAsync("/metrics");

        var names = page.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        var reference = Docs.Read("metrics.md");
        Assert.Contains("collector_snmp_requests_total", names);
        Assert.All(names, name => Assert.Contains($"`{name}`", reference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_daemon_without_targets_is_ready_and_healthy()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/-/healthy")).StatusCode);
        await http.UntilReadyAsync(); // the lanes take their first set of targets
        Assert.Equal("{\"targets\":[]}", (await http.GetStringAsync("/api/v1/targets")).Trim());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_at_the_start()
    {
        await using var first = await StartAsync();
        var taken = CollectorHost.AddressOf(first);

        await Assert.ThrowsAsync<IOException>(() => StartAsync(new IPEndPoint(IPAddress.Loopback, taken.Port)));
    }

    private static async Task<WebApplication> StartAsync(IPEndPoint? listen = null)
    {
        var options = new CollectorOptions { Listen = [listen ?? new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1 } };
        var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(options));
        await host.StartAsync();
        return host;
    }
}
