using System.Globalization;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;

namespace Collector.Testing.Gnmi;

/// <summary>Notifications in few words, for tests that play a device.</summary>
public static class GnmiMessages
{
    /// <summary>A notification of some seconds after <see cref="GnmiStream.Start"/>.</summary>
    public static Notification At(double seconds, string prefix = "") => new()
    {
        Timestamp = GnmiStream.Start + (long)(seconds * 1e9),
        Prefix = prefix.Length == 0 ? null : Path(prefix),
    };

    public static Notification Update(this Notification notification, string path, TypedValue value)
    {
        notification.Update.Add(new Update { Path = Path(path), Val = value });
        return notification;
    }

    public static Notification Update(this Notification notification, string path, ulong value) => notification.Update(path, new TypedValue { UintVal = value });

    public static Notification Delete(this Notification notification, params string[] paths)
    {
        notification.Delete.AddRange(paths.Select(Path));
        return notification;
    }

    public static Notification Atomic(this Notification notification)
    {
        notification.Atomic = true;
        return notification;
    }

    public static Collector.Gnmi.Protocol.Path Path(string text) =>
        PathText.TryParse(text, out var path, out var problem) ? path.ToProtocol() : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{text}: {problem}"));
}
