using System.Net;
using Collector.Daemon.Commands;
using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Targets;
using Collector.Simulator.Gnmi;
using Collector.Testing.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>The whole daemon with gNMI targets, as the demo has them.</summary>
public class StreamingTests
{
    [Fact]
    public async Task What_a_device_streams_is_on_the_page_and_is_gone_with_the_target()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 2, Interfaces = 2 });
        await using var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Gnmi = DemoGnmi.Configuration }));
        await host.StartAsync();
        var registry = host.Services.GetRequiredService<TargetRegistry>();
        registry.Replace(new TargetSet([DemoGnmi.TargetFor(fleet, 0, "ams1"), DemoGnmi.TargetFor(fleet, 1, "fra1")]));
        using var client = new HttpClient { BaseAddress = new Uri(CollectorHost.AddressOf(host).ToString()!) };
        var page = await client.UntilPageAsync("metrics", page => Count(page, "interfaces_interface_state_counters_in_octets{") == 4 && Count(page, "interfaces_interface_state_oper_status{") >= 4);
        Assert.Contains("source=\"switch-0001\"", page, StringComparison.Ordinal);
        registry.Replace(new TargetSet([DemoGnmi.TargetFor(fleet, 0, "ams1")]));
        await client.UntilPageAsync("metrics", page => !page.Contains("switch-0001", StringComparison.Ordinal));
        await host.StopAsync();
    }

    private static int Count(string page, string start) => page.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));
}
