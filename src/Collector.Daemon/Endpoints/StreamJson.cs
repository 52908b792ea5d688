using System.Text.Json;
using Collector.Export.Exposition.PerTarget;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store.Streams;

namespace Collector.Daemon.Endpoints;

/// <summary>Writes what is known of a target that streams: its connection, its last error, and each of its subscriptions.</summary>
internal readonly struct StreamJson(Utf8JsonWriter json, long nowUnixMs)
{
    public void Write(StreamHistory stream)
    {
        var state = stream.IsUp switch { null => TargetState.Pending, true => TargetState.Up, false => TargetState.Down };
        json.WriteString("state", EnumLabels<TargetState>.Of(state));
        json.WriteString("stream", EnumLabels<StreamState>.Of(stream.State));
        if (stream.Address.Length > 0) json.WriteString("connected_to", stream.Address);
        if (stream.CertificateExpiryUnixSeconds is > 0 and var expiry) json.WriteString("certificate_expiry", DateTimeOffset.FromUnixTimeSeconds(expiry).UtcDateTime);
        if (stream.RetryUnixMs > nowUnixMs) json.WriteString("next_attempt", DateTimeOffset.FromUnixTimeMilliseconds(stream.RetryUnixMs).UtcDateTime);
        json.WriteStartObject("connect_attempts");
        for (var reason = ConnectReason.Start; (int)reason < EnumLabels<ConnectReason>.All.Count; reason++)
        {
            if (stream.Attempts(reason) > 0) json.WriteNumber(EnumLabels<ConnectReason>.Of(reason), stream.Attempts(reason));
        }

        json.WriteEndObject();
        WriteDisconnects(stream);
        json.WriteStartArray("subscriptions");
        foreach (var subscription in stream.Subscriptions) WriteSubscription(subscription);
        json.WriteEndArray();
        WriteError(stream.LastError);
    }

    private void WriteDisconnects(StreamHistory stream)
    {
        json.WriteStartArray("disconnects");
        foreach (var (code, reason, count) in stream.Disconnects)
        {
            json.WriteStartObject();
            json.WriteString("grpc_code", code);
            json.WriteString("reason", EnumLabels<DisconnectReason>.Of(reason));
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSubscription(SubscriptionHistory subscription)
    {
        json.WriteStartObject();
        json.WriteString("name", subscription.Name);
        json.WriteString("state", EnumLabels<StreamState>.Of(subscription.State));
        json.WriteBoolean("synced", subscription.IsSynced);
        if (subscription.LastMessageUnixNs > 0) WriteTimes("last_message", subscription.LastMessageUnixNs / 1_000_000);
        json.WriteNumber("messages", subscription.Responses);
        json.WriteNumber("updates", subscription.Updates);
        json.WriteNumber("deletes", subscription.Deletes);
        json.WriteNumber("coalesced", subscription.Coalesced);
        json.WriteNumber("series", subscription.Series);
        json.WriteEndObject();
    }

    private void WriteError(StreamError? error)
    {
        if (error is null)
        {
            json.WriteNull("last_error");
            return;
        }

        json.WriteStartObject("last_error");
        WriteTimes("at", error.AtUnixMs);
        json.WriteString("grpc_code", error.GrpcCode);
        json.WriteString("reason", EnumLabels<DisconnectReason>.Of(error.Reason));
        json.WriteString("message", error.Message);
        if (error.Subscription is not null) json.WriteString("subscription", error.Subscription);
        json.WriteEndObject();
    }

    private void WriteTimes(string name, long unixMs)
    {
        json.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime);
        json.WriteNumber("age_seconds", Math.Max(0, (nowUnixMs - unixMs) / 1000.0));
    }
}
