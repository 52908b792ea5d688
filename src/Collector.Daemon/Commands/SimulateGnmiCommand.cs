using System.CommandLine;
using System.Net.Sockets;
using Collector.Simulator.Gnmi;

namespace Collector.Daemon.Commands;

/// <summary><c>collector simulate gnmi</c>: a fleet of gNMI targets until SIGINT or SIGTERM, then its counters as one line of JSON. SIGUSR1 prints them too.</summary>
internal static class SimulateGnmiCommand
{
    public static Command Create()
    {
        var options = new SimulateGnmiOptions();
        var command = new Command("gnmi", "Simulate a fleet of gNMI targets, each on an address of its own");
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction(async (result, cancelled) => await RunAsync(options.Read(result), options.CaFile(result), result.InvocationConfiguration, cancelled));
        return command;
    }

    private static async Task<int> RunAsync(GnmiFleetOptions options, string? caFile, InvocationConfiguration invocation, CancellationToken cancelled)
    {
        try
        {
            await using var fleet = await GnmiFleet.StartAsync(options, cancelled);
            if (caFile is not null) await File.WriteAllTextAsync(caFile, fleet.AuthorityPem, cancelled);
            await SimulateCommand.PrintUntilAsync(invocation.Output, () => PrintBanner(invocation.Output, fleet), () => fleet.Counters, cancelled);
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or IOException or SocketException or UnauthorizedAccessException)
        {
            var where = error is SocketException or IOException && caFile is null ? $"Cannot listen on TCP port {options.Port}: " : "";
            await invocation.Error.WriteLineAsync($"{where}{error.Message}");
            return 1;
        }
    }

    private static void PrintBanner(TextWriter output, GnmiFleet fleet)
    {
        var transport = fleet.Options.HasTls ? $"TLS, as {GnmiFleet.ServerName}" : "plain HTTP/2";
        output.WriteLine($"Simulating {fleet.Options.Devices} gNMI targets with {fleet.Options.Interfaces} interfaces each on {fleet.Endpoint(0)} to {fleet.Endpoint(fleet.Options.Devices - 1)} ({transport}).");
        output.WriteLine("Ctrl-C ends it and prints what was asked.");
        output.Flush();
    }
}
