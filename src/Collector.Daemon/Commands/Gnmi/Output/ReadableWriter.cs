using System.Globalization;
using System.Text;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>For people: <c>time path = value</c>, a line each, in the order in which a client applies them, deletes before updates (specification 3.5.2.3).</summary>
internal sealed class ReadableWriter(TextWriter output) : ResponseWriter
{
    public override Task WriteAsync(Notification notification)
    {
        var text = new StringBuilder();
        var head = TimeText.Of(notification.Timestamp) + " ";
        if (notification.Prefix?.Target is { Length: > 0 } target) head += SafeText.Of(target) + " ";
        if (notification.Atomic) Line(text, head, FullPath.Of(notification, null), " replaced as a whole (atomic):");
        foreach (var path in notification.Delete) Line(text, head, FullPath.Of(notification, path), " deleted");
        foreach (var update in notification.Update) Add(text, head, FullPath.Of(notification, update.Path), update);
        if (text.Length == 0) text.Append(head).Append("(nothing changed)\n");
        return output.WriteAsync(text.ToString());
    }

    public override Task WriteSyncAsync() => output.WriteAsync("-- sync: this was all there is --\n");

    private static void Add(StringBuilder text, string head, GnmiPath path, Update update)
    {
        var coalesced = update.Duplicates == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({update.Duplicates} values before it were left out)");
        if (JsonOf(update) is not { } json)
        {
            Line(text, head, path, $" = {(update.Val is null ? "(no value)" : ValueText.Of(update.Val))}{coalesced}");
            return;
        }

        foreach (var leaf in JsonLeafList.Of(json)) Line(text, head, path with { Elements = [.. path.Elements, .. leaf.Below] }, $" = {leaf.Value}{coalesced}");
    }

    private static ReadOnlyMemory<byte>? JsonOf(Update update)
    {
        if (update.Val?.ValueCase == TypedValue.ValueOneofCase.JsonVal) return update.Val.JsonVal.Memory;
        if (update.Val?.ValueCase == TypedValue.ValueOneofCase.JsonIetfVal) return update.Val.JsonIetfVal.Memory;
#pragma warning disable CS0612 // the value of gNMI before 0.4
        return update.Val is null && update.Value is { } old ? old.Value_.Memory : (ReadOnlyMemory<byte>?)null; // a bare null would be an empty memory
#pragma warning restore CS0612
    }

    private static void Line(StringBuilder text, string head, GnmiPath path, string rest) => text.Append(head).Append(FullPath.Text(path)).Append(rest).Append('\n');
}
