using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Tests.Commands.Gnmi;

/// <summary>Messages in few words.</summary>
internal static class SentMessages
{
    /// <summary>14 November 2023, and a nanosecond.</summary>
    public const long Time = 1_700_000_000_000_000_001;

    public const string TimeText = "2023-11-14T22:13:20.000000001Z";

    public static Collector.Gnmi.Protocol.Path PathOf(string text) => PathText.TryParse(text, out var path, out var problem) ? path.ToProtocol() : throw new FormatException(problem.ToString());

    public static Update UpdateOf(string path, TypedValue value) => new() { Path = PathOf(path), Val = value };

    public static Notification NotificationOf(string? prefix, params Update[] updates)
    {
        var notification = new Notification { Timestamp = Time, Prefix = prefix is null ? null : PathOf(prefix) };
        notification.Update.AddRange(updates);
        return notification;
    }
}
