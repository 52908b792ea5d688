using System.CommandLine;
using Collector.Daemon.Commands;

var root = new RootCommand("Collects health and operational data from network devices and hands it to Prometheus")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    WalkCommand.Create(),
    CheckCommand.Create(),
    SimulateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
