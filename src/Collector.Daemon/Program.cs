using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Commands.Gnmi;
using Collector.Daemon.Reloading;

using var hangup = args is ["run", ..] ? new HangupSignal() : null; // first of all: from now on SIGHUP does not end us
var root = new RootCommand("Collects health and operational data from network devices and hands it to Prometheus")
{
    DemoCommand.Create(),
    RunCommand.Create(hangup),
    WalkCommand.Create(),
    GnmiCommand.Create(),
    CheckCommand.Create(),
    SimulateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
