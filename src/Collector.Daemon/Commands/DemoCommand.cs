using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Collector.Daemon.Configuration;
using Collector.Daemon.Ending;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Targets;
using Collector.Simulator;
using Collector.Simulator.Gnmi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Commands;

/// <summary><c>collector demo</c>: simulated fleets and the daemon in one process: agents that are polled with the built-in modules, and gNMI targets.</summary>
internal static class DemoCommand
{
    private static readonly IPEndPoint Preferred = new(IPAddress.Loopback, 9116);

    private static readonly string[] Sites = ["ams1", "fra1", "lhr1", "sin1", "iad1"];

    public static Command Create()
    {
        var devices = new Option<int>("--devices") { Description = "How many devices to simulate", DefaultValueFactory = _ => 100, HelpName = "N" };
        devices.Validators.Add(result =>
        {
            if (result.GetValue(devices) is < 1 or > 20_000) result.AddError("--devices: from 1 to 20000");
        });
        var switches = new Option<int>("--gnmi-devices") { Description = "How many of them stream over gNMI, beside the others", DefaultValueFactory = _ => 10, HelpName = "N" };
        switches.Validators.Add(result =>
        {
            if (result.GetValue(switches) is < 0 or > 5000) result.AddError("--gnmi-devices: from 0 to 5000");
        });
        var listen = ListenOption.Create("Where to serve HTTP; by default 127.0.0.1:9116, or a free port if that is taken");
        var command = new Command("demo", "Simulate a fleet, poll it, and serve its series: ready to look at in seconds") { devices, switches, listen };
        command.SetAction(async (result, cancelled) =>
            await RunAsync(result.GetValue(devices), result.GetValue(switches), result.GetValue(listen), result.InvocationConfiguration, cancelled));
        return command;
    }

    private static async Task<int> RunAsync(int devices, int switches, IPEndPoint? listen, InvocationConfiguration console, CancellationToken cancelled)
    {
        using var deadline = new StopDeadline(TimeProvider.System, StopDeadline.Leave);
        deadline.Watch(cancelled);
        try
        {
            await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = devices });
            await using var streaming = switches == 0 ? null : await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = switches }, cancelled);
            var address = listen ?? (IsFree(Preferred) ? Preferred : new IPEndPoint(IPAddress.Loopback, 0));
            await using var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(new CollectorOptions { Listen = [address], Gnmi = DemoGnmi.Configuration }));
            host.LimitStop(deadline);
            var polled = Enumerable.Range(0, devices).Select(device => TargetFor(fleet, device));
            var streamed = streaming is null ? [] : Enumerable.Range(0, switches).Select(device => DemoGnmi.TargetFor(streaming, device, Sites[device % Sites.Length]));
            host.Services.GetRequiredService<TargetRegistry>().Replace(new TargetSet(polled.Concat(streamed)));
            if (!await HostStart.TryStartAsync(host, console, cancelled)) return 1;
            PrintBanner(console.Output, host, fleet, streaming);
            return await HostEnd.WaitAsync(host, cancelled);
        }
        catch (Exception error) when (error is SocketException or IOException or PlatformNotSupportedException)
        {
            await console.Error.WriteLineAsync($"Cannot simulate a fleet: {error.Message}");
            return 1;
        }
    }

    private static Target TargetFor(SimulatedFleet fleet, int device)
    {
        var address = fleet.Endpoint(device).ToString();
        var instance = $"device-{device:0000}";
        return new Target
        {
            Instance = instance,
            Address = address,
            Labels = LabelSet.From(
            [
                new Label("instance", instance),
                new Label("site", Sites[device % Sites.Length]),
                new Label("role", device % 10 == 0 ? "core" : "edge"),
            ]),
            Modules = ["if_mib", "system", "entity_mib", "hrSystem", "hrStorage", "hrDevice"],
            Auth = "public_v2",
            Interval = TimeSpan.FromSeconds(10),
            Deadline = TimeSpan.FromSeconds(10),
            PacketTimeout = TimeSpan.FromSeconds(1),
            Retries = 2,
        };
    }

    /// <summary>Somebody may take the port between this look and the start; then the start says so.</summary>
    private static bool IsFree(IPEndPoint endpoint)
    {
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void PrintBanner(TextWriter output, WebApplication host, SimulatedFleet fleet, GnmiFleet? streaming)
    {
        var address = CollectorHost.AddressOf(host);
        output.WriteLine($"Collector polls {fleet.Options.Devices} simulated devices with {fleet.Options.Interfaces} interfaces each, every 10 s.");
        if (streaming is not null) output.WriteLine($"{streaming.Options.Devices} more stream to it over gNMI, with {streaming.Options.Interfaces} interfaces each.");
        output.WriteLine($"  series   {address}metrics");
        output.WriteLine($"  one site {address}metrics?site=ams1");
        output.WriteLine($"  targets  {address}targets");
        output.WriteLine($"Try: curl -s {address}metrics | grep ^ifHCInOctets | head");
        if (streaming is not null) output.WriteLine($"     curl -s {address}metrics | grep ^interfaces_interface_state_counters_in_octets | head");
        output.WriteLine($"     snmpbulkwalk -v2c -c {fleet.Options.Community} {fleet.Endpoint(0)} 1.3.6.1.2.1.31.1.1.1   (what device-0000 says)");
        output.WriteLine("Your own devices: collector run --config collector.yml (README.md, \"Your own devices\"). Ctrl-C ends the demo.");
        output.Flush();
    }
}
