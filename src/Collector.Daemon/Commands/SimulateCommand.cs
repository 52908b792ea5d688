using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Collector.Simulator;

namespace Collector.Daemon.Commands;

/// <summary><c>collector simulate</c>, and its <c>snmp</c>: a fleet of agents until SIGINT or SIGTERM, then its counters as one line of JSON. SIGUSR1 prints them too.</summary>
internal static class SimulateCommand
{
    private const PosixSignal UserSignal1 = (PosixSignal)10; // SIGUSR1 on Linux, which PosixSignal has no name for

    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create() => new("simulate", "Simulate devices on loopback addresses") { CreateSnmp(), SimulateGnmiCommand.Create() };

    /// <summary>Prints a banner, waits for the end, and prints counters at SIGUSR1 and then.</summary>
    public static async Task PrintUntilAsync<T>(TextWriter output, Action printBanner, Func<T> counters, CancellationToken cancelled)
    {
        using var onDemand = PosixSignalRegistration.Create(UserSignal1, signal =>
        {
            signal.Cancel = true; // or the system ends us
            Print();
        });
        printBanner(); // who reads it may send the signal at once
        await Cancelled(cancelled);
        Print();

        void Print()
        {
            output.WriteLine(JsonSerializer.Serialize(counters(), _json));
            output.Flush();
        }
    }

    private static Command CreateSnmp()
    {
        var options = new SimulateOptions();
        var command = new Command("snmp", "Simulate a fleet of SNMP agents, each on an address of its own");
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction(async (result, cancelled) => await Run(options.Read(result), result.InvocationConfiguration, cancelled));
        return command;
    }

    private static async Task<int> Run(SimulatorOptions options, InvocationConfiguration invocation, CancellationToken cancelled)
    {
        try
        {
            await using var fleet = SimulatedFleet.Start(options);
            await PrintUntilAsync(invocation.Output, () => PrintBanner(invocation.Output, fleet), () => fleet.Counters, cancelled);
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or SocketException or PlatformNotSupportedException)
        {
            var where = error is SocketException ? $"Cannot listen on UDP port {options.Port}: " : "";
            await invocation.Error.WriteLineAsync($"{where}{error.Message}");
            return 1;
        }
    }

    private static void PrintBanner(TextWriter output, SimulatedFleet fleet)
    {
        var first = fleet.Endpoint(0);
        output.WriteLine($"Simulating {fleet.Options.Devices} SNMP agents with {fleet.Options.Interfaces} interfaces each on {first} to {Last(fleet)}.");
        output.WriteLine($"Try: snmpbulkwalk -v2c -c {fleet.Options.Community} {first} 1.3.6.1.2.1.31.1.1.1");
        output.WriteLine("Ctrl-C ends it and prints what was asked.");
        output.Flush();
    }

    private static IPEndPoint Last(SimulatedFleet fleet) => fleet.Endpoint(fleet.Options.Devices - 1);

    private static async Task Cancelled(CancellationToken cancelled)
    {
        var ended = new TaskCompletionSource();
        await using var registration = cancelled.Register(ended.SetResult);
        await ended.Task;
    }
}
