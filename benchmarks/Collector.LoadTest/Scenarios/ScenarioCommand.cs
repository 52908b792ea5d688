using System.CommandLine;

namespace Collector.LoadTest.Scenarios;

/// <summary>A scenario as a command: its sizes are options. Exit code 0 when every limit was kept.</summary>
internal static class ScenarioCommand
{
    public static Command Create(Scenario scenario)
    {
        var devices = Number("--devices", "Agents.", scenario.Defaults.Devices);
        var interfaces = Number("--interfaces", "Interfaces of each agent.", scenario.Defaults.Interfaces);
        var interval = Number("--interval", "Seconds between two polls of a target.", (int)scenario.Defaults.Interval.TotalSeconds);
        var rounds = Number("--rounds", "Rounds to measure.", scenario.Defaults.Rounds);
        var seconds = Number("--seconds", "How long, for scenarios that are not counted in rounds.", (int)scenario.Defaults.Length.TotalSeconds);
        var command = new Command(scenario.Name, scenario.Description) { devices, interfaces, interval, rounds, seconds };
        command.SetAction(async (result, cancelled) =>
        {
            var options = new LoadOptions
            {
                Devices = result.GetValue(devices),
                Interfaces = result.GetValue(interfaces),
                Interval = TimeSpan.FromSeconds(result.GetValue(interval)),
                Rounds = result.GetValue(rounds),
                Length = TimeSpan.FromSeconds(result.GetValue(seconds)),
            };
            var report = await scenario.RunAsync(options, cancelled);
            report.Print(result.InvocationConfiguration.Output);
            return report.IsKept ? 0 : 1;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
