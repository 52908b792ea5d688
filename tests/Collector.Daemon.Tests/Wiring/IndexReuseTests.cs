using System.Globalization;
using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Simulator;
using Collector.Simulator.Mib;
using Collector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>A device hands an interface's index to another one, between two polls, again and again.</summary>
public sealed class IndexReuseTests
{
    private const int Scrapes = 10_000;
    private const int Swaps = 10;
    private const ulong Small = 1_000_000;
    private const ulong Large = 1_000_000_000_000;

    [Fact]
    public async Task No_value_ever_stands_under_the_name_of_the_interface_that_had_its_index_before()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 10 });
        var device = fleet.Device(0);
        device.Edit(edit =>
        {
            edit.SetName(7, "small");
            edit.SetName(8, "large");
            edit.SetCounter(7, InterfaceCounter.InOctets, Small);
            edit.SetCounter(8, InterfaceCounter.InOctets, Large);
        });
        await using var host = await StartAsync(PollingFixture.Target(fleet.Endpoint(0).ToString(), "if_mib", interval: TimeSpan.FromMilliseconds(250)));
        using var http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };
        var swapping = SwapAsync(device, host.Services.GetRequiredService<SeriesStore>());

        var seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ScrapeAsync(http, swapping)));

        await swapping;
        Assert.True(seen.Sum(one => one.Scrapes) >= Scrapes);
        Assert.Equal(["7 large", "7 small", "8 large", "8 small"], seen.SelectMany(one => one.Places).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Each swap takes effect at a poll's first request, as a device reboots or renumbers between two polls.</summary>
    private static async Task SwapAsync(SimulatedDevice device, SeriesStore store)
    {
        for (var swap = 0; swap < Swaps; swap++)
        {
            await device.EditAtNextPoll(edit => edit.SwapInterfaces(7, 8));
            var history = store.TargetArray.Single().History;
            var finished = history.Finished;
            // A poll asks for the uptime more than once, and two swaps in one show nothing. Nor may a swap come between its requests: so the next one is waiting as soon as a poll is over.
            using var patience = new CancellationTokenSource(Patience.Limit);
            while (history.Finished < finished + 2)
            {
                Assert.False(patience.IsCancellationRequested, $"{history.Finished} polls, after {finished}");
                await Task.Yield();
            }
        }
    }

    private static async Task<(int Scrapes, HashSet<string> Places)> ScrapeAsync(HttpClient http, Task swapping)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        var scrapes = 0;
        for (; scrapes < Scrapes / 4 || !swapping.IsCompleted; scrapes++)
        {
            var page = await http.GetStringAsync("/metrics?role=core");
            foreach (var line in page.Split('\n').Where(line => line.StartsWith("ifHCInOctets{", StringComparison.Ordinal)))
            {
                var name = line.Contains("ifName=\"small\"", StringComparison.Ordinal) ? "small" : line.Contains("ifName=\"large\"", StringComparison.Ordinal) ? "large" : null;
                if (name is null) continue;
                Assert.Equal(name == "small" ? Small : Large, ulong.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
                places.Add($"{(line.Contains("ifIndex=\"7\"", StringComparison.Ordinal) ? 7 : 8)} {name}");
            }
        }

        return (scrapes, places);
    }

    private static async Task<WebApplication> StartAsync(Target target)
    {
        var options = new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1 } };
        var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(options));
        var labels = LabelSet.From([.. target.Labels, new Label("role", "core")]);
        host.Services.GetRequiredService<TargetRegistry>().Replace(new TargetSet([target with { Labels = labels }]));
        await host.StartAsync();
        return host;
    }
}
