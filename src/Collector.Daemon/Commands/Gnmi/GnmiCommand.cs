using System.CommandLine;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>collector gnmi</c>: what there is to do with gNMI without the daemon, one target at a time.</summary>
internal static class GnmiCommand
{
    public static Command Create() => new("gnmi", "Ask one gNMI target what it has, watch what it sends, or take over another collector's configuration")
    {
        CapabilitiesCommand.Create(),
        GetCommand.Create(),
        SubscribeCommand.Create(),
        ImportCommand.Create(),
    };
}
