using System.CommandLine;
using System.Text.Json;
using Collector.Simulator.Gnmi;

namespace Collector.LoadTest.Agents;

/// <summary>The other side of <see cref="GnmiProcess"/>: a fleet of gNMI targets in a process of its own, obeying a line of standard input at a time.</summary>
internal static class GnmiCommand
{
    public const string Name = "gnmi-targets";

    public static Command Create()
    {
        var command = new Command(Name, "The process of gNMI targets that scenarios start for themselves.") { Hidden = true };
        command.SetAction(async (_, cancelled) => await RunAsync(Console.In, Console.Out, cancelled));
        return command;
    }

    private static async Task RunAsync(TextReader orders, TextWriter answers, CancellationToken cancelled)
    {
        var plan = JsonSerializer.Deserialize<GnmiPlan>(await orders.ReadLineAsync(cancelled) ?? "", AgentsPlan.Json)!;
        await using var fleet = await GnmiFleet.StartAsync(plan.ToOptions(), cancelled);
        Answer(answers, new GnmiStart(fleet.Port, fleet.AuthorityPem));
        while (await orders.ReadLineAsync(cancelled) is { } line)
        {
            Answer<object>(answers, line switch
            {
                "counters" => fleet.Counters,
                "cut" => (object)Cut(fleet),
                "flood-ends" => Enumerable.Range(0, fleet.Options.Devices).Select(device => fleet.Device(device).FloodEnd).ToArray(),
                _ => throw new InvalidOperationException($"Unknown order: {line}"),
            });
        }
    }

    /// <summary>Cuts all connections, and says how many calls there were.</summary>
    private static long Cut(GnmiFleet fleet)
    {
        var active = fleet.Counters.Active;
        fleet.CutAll();
        return active;
    }

    private static void Answer<T>(TextWriter answers, T value)
    {
        answers.WriteLine(JsonSerializer.Serialize(value, AgentsPlan.Json));
        answers.Flush();
    }
}
