using System.CommandLine;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>collector gnmi</c>: what there is to do with gNMI without the daemon.</summary>
internal static class GnmiCommand
{
    public static Command Create() => new("gnmi", "Take over the configuration of another gNMI collector") { ImportCommand.Create() };
}
