using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Puts a notification's prefix and a path of it together: gNMI specification 2.4.1. Of two origins the prefix's counts.</summary>
internal static class FullPath
{
    public static GnmiPath Of(Notification notification, Collector.Gnmi.Protocol.Path? path)
    {
        var prefix = notification.Prefix?.ToGnmiPath() ?? GnmiPath.Root;
        var rest = path?.ToGnmiPath() ?? GnmiPath.Root;
        return new GnmiPath { Origin = prefix.Origin.Length > 0 ? prefix.Origin : rest.Origin, Elements = [.. prefix.Elements, .. rest.Elements] };
    }

    /// <summary>For a terminal.</summary>
    public static string Text(GnmiPath path) => SafeText.Of(PathText.Format(path));
}
