using System.Buffers;
using System.Text;
using System.Text.Json;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>For programs: an object a line. Integers and decimals are strings, as in RFC 7951, so that no reader rounds them.</summary>
internal sealed class JsonResponseWriter(TextWriter output) : ResponseWriter
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public override Task WriteAsync(Notification notification) => WriteLineAsync(json => Write(json, notification));

    public override Task WriteSyncAsync() => WriteLineAsync(json => json.WriteString("type", "sync"));

    private static void Write(Utf8JsonWriter json, Notification notification)
    {
        json.WriteString("type", "notification");
        json.WriteString("timestamp", notification.Timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("time", TimeText.Of(notification.Timestamp));
        if (notification.Prefix?.Target is { Length: > 0 } target) json.WriteString("target", target);
        if (notification.Atomic)
        {
            json.WriteBoolean("atomic", true);
            json.WriteString("prefix", FullPath.Of(notification, null).ToString());
        }

        json.WriteStartArray("deletes");
        foreach (var path in notification.Delete) json.WriteStringValue(FullPath.Of(notification, path).ToString());
        json.WriteEndArray();
        json.WriteStartArray("updates");
        foreach (var update in notification.Update) Write(json, notification, update);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Notification notification, Update update)
    {
        json.WriteStartObject();
        json.WriteString("path", FullPath.Of(notification, update.Path).ToString());
        if (update.Val is not null) JsonValue.Write(json, update.Val);
#pragma warning disable CS0612 // the value of gNMI before 0.4
        else if (update.Value is { } old) JsonValue.WriteJson(json, "json", old.Value_.Memory);
#pragma warning restore CS0612
        if (update.Duplicates > 0) json.WriteNumber("duplicates", update.Duplicates);
        json.WriteEndObject();
    }

    private Task WriteLineAsync(Action<Utf8JsonWriter> content)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, JsonValue.Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return output.WriteAsync(System.Text.Encoding.UTF8.GetString(_line.WrittenSpan) + "\n");
    }
}
