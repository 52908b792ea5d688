using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Wiring;

public sealed class ProfiledTargetTests
{
    private static readonly FakeMib Router = new(
        AgentVarbind.Text("1.3.6.1.2.1.1.1.0", "Juniper Networks, Inc. mx204"),
        AgentVarbind.ObjectId("1.3.6.1.2.1.1.2.0", "1.3.6.1.4.1.2636.1.1.1.2.1"),
        AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 100),
        AgentVarbind.Text("1.3.6.1.4.1.2636.3.1.13.1.5.9.1.0.0", "Routing Engine 0"),
        AgentVarbind.Gauge32("1.3.6.1.4.1.2636.3.1.13.1.8.9.1.0.0", 17));

    [Fact]
    public async Task A_target_that_nobody_chose_modules_for_shows_what_its_profile_reads()
    {
        using var agent = FakeAgent.Serving("127.41.8.1", Router);
        var options = new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1 } };
        await using var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(options));
        var target = PollingFixture.Target(agent.Endpoint.ToString(), new TargetDefaults().Modules[0], interval: TimeSpan.FromMilliseconds(200));
        host.Services.GetRequiredService<TargetRegistry>().Replace(new TargetSet([target]));
        await host.StartAsync();
        using var http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };

        var page = await http.UntilPageAsync("/metrics", page => page.Contains("jnxOperatingCPU{", StringComparison.Ordinal));

        Assert.Contains($"collector_target_profile{{instance=\"{target.Instance}\",profile=\"juniper\"}} 1", page, StringComparison.Ordinal);
        Assert.Contains("jnxOperatingDescr=\"Routing Engine 0\"", page, StringComparison.Ordinal);
        Assert.Contains("\"profile\":\"juniper\"", await http.GetStringAsync($"/api/v1/targets/{target.Instance}"), StringComparison.Ordinal);
    }
}
