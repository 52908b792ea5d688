using System.Text.Json;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Http;

namespace Collector.Export.RemoteWrite;

/// <summary>How endpoints are, and what they lost of which device and when, as JSON for people and scripts.</summary>
/// <remarks>Any thread. Without secrets: a URL is shown without its password.</remarks>
public sealed class RemoteWritePage(RemoteWriter writer)
{
    /// <param name="json">Gets one object.</param>
    /// <param name="instance">Losses of this target only; null for all.</param>
    public void Write(Utf8JsonWriter json, string? instance)
    {
        json.WriteStartObject();
        json.WriteStartArray("endpoints");
        foreach (var endpoint in writer.Endpoints) Write(json, endpoint, instance);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RemoteWriteEndpoint endpoint, string? instance)
    {
        var (options, level, metrics) = (endpoint.Options, endpoint.Level, endpoint.Metrics);
        json.WriteStartObject();
        json.WriteString("name", options.Name);
        json.WriteString("url", HttpUrl.Shown(options.Url));
        json.WriteString("protobuf_message", endpoint.State.Message == RemoteWriteMessage.V2 ? "io.prometheus.write.v2.Request" : "prometheus.WriteRequest");
        json.WriteBoolean("buffer", options.Buffer is not null);
        json.WriteNumber("samples", metrics.SamplesSent);
        json.WriteNumber("samples_failed", metrics.SamplesFailed);
        json.WriteNumber("samples_pending", level.Samples);
        json.WriteNumber("pending_bytes", level.Bytes);
        WriteTime(json, "newest", metrics.HighestMs);
        WriteTime(json, "newest_sent", metrics.HighestSentMs);
        if (endpoint.State.FailingFor is { } failing) json.WriteNumber("failing_seconds", Math.Round(failing.TotalSeconds, 3));
        else json.WriteNull("failing_seconds");
        var (losses, forgotten) = endpoint.State.Losses.Read();
        json.WriteNumber("losses_forgotten", forgotten);
        json.WriteStartArray("losses");
        foreach (var loss in losses.Where(loss => instance is null || loss.Instance == instance)) Write(json, loss);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Loss loss)
    {
        json.WriteStartObject();
        if (loss.Instance.Length > 0) json.WriteString("instance", loss.Instance);
        else json.WriteNull("instance");
        json.WriteString("reason", loss.Cause);
        json.WriteNumber("samples", loss.Samples);
        WriteTime(json, "from", loss.OldestUnixMs);
        WriteTime(json, "to", loss.NewestUnixMs);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long unixMs)
    {
        if (unixMs > 0) json.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime);
        else json.WriteNull(name);
    }
}
