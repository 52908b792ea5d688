using System.CommandLine;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Clients;
using Collector.LoadTest.Scenarios;
using Collector.LoadTest.Scenarios.Gnmi;
using Collector.LoadTest.Scenarios.RemoteWrite;

var root = new RootCommand("Puts the whole daemon under load, in a process of its own against simulated agents in another, and measures what it costs.");
Scenario[] scenarios =
[
    SteadyScenario.Scenario, FaultsScenario.Scenario, DeadScenario.Scenario, IsolationScenario.Scenario, ScrapeScenario.Scenario,
    SoakScenario.Scenario, PauseScenario.Scenario, BurstScenario.Scenario, ChurnScenario.Scenario, ReloadScenario.Scenario, OnDemandScenario.Scenario, SecureScenario.Scenario, KeysScenario.Scenario,
    ClientsScenario.Scenario, GnmiScenario.Tls, GnmiScenario.Plain, GnmiScenario.Rate, GnmiStormScenario.Scenario, GnmiFloodScenario.Scenario,
    RemoteWriteScenario.Scenario, RemoteWriteOutageScenario.Scenario, RemoteWriteCpuScenario.Scenario,
    BesideScenario.Scenario, HugeScenario.Scenario, ScaleScenario.Scenario, DayScenario.Scenario,
];
foreach (var scenario in scenarios) root.Subcommands.Add(ScenarioCommand.Create(scenario));
root.Subcommands.Add(AgentsCommand.Create());
root.Subcommands.Add(ClientsCommand.Create());
root.Subcommands.Add(GnmiCommand.Create());
return await root.Parse(args).InvokeAsync();
