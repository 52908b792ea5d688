using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Commands.Gnmi;
using Collector.Daemon.Ending;
using Collector.Daemon.Reloading;

AbortSignal.EndsTheProcess();
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
var console = new InvocationConfiguration();
if (args is ["run" or "demo", ..]) console.ProcessTerminationTimeout = Timeout.InfiniteTimeSpan; // a daemon's stop has a deadline of its own; others have two seconds
return await root.Parse(args).InvokeAsync(console);
