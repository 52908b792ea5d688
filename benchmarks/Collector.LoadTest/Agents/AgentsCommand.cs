using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Collector.Simulator;

namespace Collector.LoadTest.Agents;

/// <summary>
/// The other side of <see cref="FleetProcess"/>: the fleet that <c>collector simulate snmp</c> runs, in a process of its own, obeying a line
/// of standard input at a time. It ends when its input does, so a load test that dies leaves no agents behind.
/// </summary>
internal static class AgentsCommand
{
    public const string Name = "agents";

    public static Command Create()
    {
        var command = new Command(Name, "The process of agents that scenarios start for themselves.") { Hidden = true };
        command.SetAction(async (_, cancelled) => await RunAsync(Console.In, Console.Out, cancelled));
        return command;
    }

    private static async Task RunAsync(TextReader orders, TextWriter answers, CancellationToken cancelled)
    {
        var plan = JsonSerializer.Deserialize<AgentsPlan>(await orders.ReadLineAsync(cancelled) ?? "", AgentsPlan.Json)!;
        await using var fleet = SimulatedFleet.Start(plan.ToOptions());
        Answer(answers, fleet.Port);
        var away = new HashSet<int>();
        while (await orders.ReadLineAsync(cancelled) is { } line)
        {
            var words = line.Split(' ');
            Answer<object>(answers, words[0] switch
            {
                "counters" => fleet.Counters,
                "requests" => Devices(fleet).Select(device => device.Requests).ToArray(),
                "natures" => Devices(fleet).Select(device => (int)device.Nature).ToArray(),
                "edit" => Edit(fleet, words[1], Number(words[2])),
                "toggle" => Toggle(fleet, away, Number(words[1]), Number(words[2])),
                _ => throw new InvalidOperationException($"Unknown order: {line}"),
            });
        }
    }

    /// <summary>Does to one device what happens to devices; all but its death between two polls.</summary>
    private static int Edit(SimulatedFleet fleet, string what, int number)
    {
        var device = fleet.Device(number);
        switch (what)
        {
            case "kill":
                device.Kill();
                break;
            case "revive":
                device.Revive();
                break;
            case "reboot":
                _ = device.EditAtNextPoll(edit => edit.Reboot());
                break;
            case "reindex":
                // The upper half of the interfaces move up by one, as after a card was put in: a reboot comes with it, as on most devices.
                _ = device.EditAtNextPoll(edit =>
                {
                    var rows = device.Interfaces;
                    foreach (var index in rows.Skip(rows.Count / 2).OrderDescending().ToArray()) edit.Reindex(index, index + 1);
                    edit.Reboot();
                });
                break;
            default:
                throw new InvalidOperationException($"Unknown edit: {what}");
        }

        return number;
    }

    private static IEnumerable<SimulatedDevice> Devices(SimulatedFleet fleet) => Enumerable.Range(0, fleet.Options.Devices).Select(fleet.Device);

    /// <summary>
    /// Takes the middle interface of some devices away, or puts it back where it is missing: a layout change in the midst of a table. It happens
    /// between two polls, since a row that goes in the midst of one is seen by half of its columns, and no poller can know better.
    /// </summary>
    private static int Toggle(SimulatedFleet fleet, HashSet<int> away, int first, int count)
    {
        var middle = Math.Max(1, fleet.Options.Interfaces / 2);
        for (var device = first; device < first + count; device++)
        {
            var number = device % fleet.Options.Devices;
            _ = fleet.Device(number).EditAtNextPoll(edit =>
            {
                // Edits run under the fleet's lock, so the set needs none.
                if (away.Remove(number)) edit.AddRow((uint)middle, middle);
                else if (away.Add(number)) edit.RemoveRow((uint)middle);
            });
        }

        return count;
    }

    private static void Answer<T>(TextWriter answers, T value)
    {
        answers.WriteLine(JsonSerializer.Serialize(value, AgentsPlan.Json));
        answers.Flush();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
