using System.Globalization;
using System.Text;
using Collector.Export.Exposition.Lines;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store.Streams;

namespace Collector.Export.Exposition.PerTarget;

/// <summary>What pages say of targets that stream to us: the connection, each subscription, and what was in the messages. All of it from load on.</summary>
internal static class StreamFamilies
{
    private static readonly byte[][] States = Labels<StreamState>();
    private static readonly byte[][] Attempts = Labels<ConnectReason>();
    private static readonly byte[][] Ends = Labels<DisconnectReason>();
    private static readonly byte[][] DecodeErrors = Labels<DecodeErrorKind>();
    private static readonly byte[][] Unsupported = Labels<UnsupportedValueKind>();
    private static readonly byte[][] Timestamps = Labels<TimestampProblem>();

    private static readonly byte[][] ListEntries = Labels<ListEntryProblem>();

    private static readonly byte[][] Limits =
        [.. DelayHistogram.Bounds.Select(bound => Encoding.UTF8.GetBytes(bound.ToString(CultureInfo.InvariantCulture))), "+Inf"u8.ToArray()];

    private delegate long OfSubscription(SubscriptionHistory subscription);

    private delegate long OfSubscriptionByKind(SubscriptionHistory subscription, int kind);

    public static TargetFamily[] All { get; } =
    [
        Gauge("collector_gnmi_certificate_expiry_timestamp_seconds", "When the device's certificate ends, since the Unix epoch.", WriteExpiry),
        Sum("collector_gnmi_coalesced_total", "Values that the device left out because newer ones had replaced them before it could send them.", one => one.Coalesced),
        Gauge("collector_gnmi_connect_state", "1 for what the target does.", WriteState),
        Counter("collector_gnmi_connect_attempts_total", "Connections dialled, by why.", WriteAttempts),
        ByKind("collector_gnmi_decode_errors_total", "What could not be read, by kind.", "kind", DecodeErrors, (one, kind) => one.DecodeErrors((DecodeErrorKind)kind)),
        Sum("collector_gnmi_deletes_total", "Deletes received.", one => one.Deletes),
        Counter("collector_gnmi_disconnects_total", "Calls and attempts to connect that ended, by gRPC's code and the reason.", WriteDisconnects),
        TargetFamily.Histogram(
            "collector_gnmi_ingest_delay_seconds", "From the device's timestamp of a notification to its receipt.", WriteDelayBuckets, WriteDelaySum, WriteDelayCount),
        Gauge("collector_gnmi_last_message_age_seconds", "Time since the last message of a subscription.", WriteAge),
        ByKind(
            "collector_gnmi_list_entry_problems_total", "Entries of lists in JSON whose keys are not known, by problem.", "problem", ListEntries,
            (one, kind) => one.ListEntryProblems((ListEntryProblem)kind)),
        Sum("collector_gnmi_notifications_total", "Notifications received.", one => one.Notifications),
        OfEach("collector_gnmi_responses_total", "Messages received.", MetricType.Counter, one => one.Responses),
        OfEach("collector_gnmi_series", "Series that a subscription has now.", MetricType.Gauge, one => one.Series),
        Sum("collector_gnmi_series_limit_hits_total", "Series that were not made because their subscription has as many as it may.", one => one.SeriesLimitHits),
        Counter(
            "collector_gnmi_stale_reads_total", "Times that a page took the state before, because messages came without a pause.",
            (in target, writer, _) => writer.Unsigned(0, (ulong)target.Series.StaleReads)),
        OfEach("collector_gnmi_sync_overdue", "Whether the device has not said for too long that the first state is complete.", MetricType.Gauge, one => one.IsSyncOverdue ? 1 : 0),
        OfEach("collector_gnmi_synced", "Whether the device has said that the first state is complete.", MetricType.Gauge, one => one.IsSynced ? 1 : 0),
        ByKind("collector_gnmi_timestamp_problems_total", "Notifications whose time cannot be believed, by problem.", "problem", Timestamps, (one, kind) => one.TimestampProblems((TimestampProblem)kind)),
        Sum("collector_gnmi_type_changes_total", "Values whose type was not that of the value before.", one => one.TypeChanges),
        ByKind("collector_gnmi_unsupported_values_total", "Values that are not shown, by kind.", "kind", Unsupported, (one, kind) => one.UnsupportedValues((UnsupportedValueKind)kind)),
        Sum("collector_gnmi_updates_total", "Updates received.", one => one.Updates),
    ];

    private static TargetFamily Gauge(string name, string help, WriteTarget write) => new(name, help, MetricType.Gauge, write) { IsOfStreams = true };

    private static TargetFamily Counter(string name, string help, WriteTarget write) => new(name, help, MetricType.Counter, write) { IsOfStreams = true };

    /// <summary>A counter of the target: the sum over its subscriptions.</summary>
    private static TargetFamily Sum(string name, string help, OfSubscription value) => Counter(name, help, (in target, writer, _) =>
    {
        var sum = 0L;
        for (var one = 0; one < target.Stream.Subscriptions.Count; one++) sum += value(target.Stream.Subscriptions[one]);
        writer.Unsigned(0, (ulong)sum);
    });

    private static TargetFamily ByKind(string name, string help, string label, byte[][] kinds, OfSubscriptionByKind value)
    {
        var labelName = Encoding.UTF8.GetBytes(label);
        return Counter(name, help, (in target, writer, _) =>
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var sum = 0L;
                for (var one = 0; one < target.Stream.Subscriptions.Count; one++) sum += value(target.Stream.Subscriptions[one], kind);
                writer.Labelled(0, labelName, kinds[kind], sum);
            }
        });
    }

    private static TargetFamily OfEach(string name, string help, MetricType type, OfSubscription value) => new(name, help, type, (in target, writer, _) =>
    {
        for (var one = 0; one < target.Stream.Subscriptions.Count; one++) WriteOf(target.Stream.Subscriptions[one], writer, value(target.Stream.Subscriptions[one]));
    }) { IsOfStreams = true };

    private static void WriteOf(SubscriptionHistory subscription, SeriesWriter writer, double value)
    {
        Span<byte> escaped = stackalloc byte[256];
        writer.Labelled(0, "subscription"u8, ShortName.Escape(subscription.Name, escaped), value);
    }

    private static void WriteState(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        var state = (int)target.Stream.State;
        for (var one = 0; one < States.Length; one++) writer.Labelled(0, "state"u8, States[one], one == state ? 1 : 0);
    }

    private static void WriteAttempts(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        for (var reason = 0; reason < Attempts.Length; reason++) writer.Labelled(0, "reason"u8, Attempts[reason], target.Stream.Attempts((ConnectReason)reason));
    }

    // Only those that happened: 17 codes and 10 reasons would be many series at 0. The name of a code is from gRPC's list and needs no escaping.
    private static void WriteDisconnects(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        Span<byte> code = stackalloc byte[256];
        var disconnects = target.Stream.Disconnects;
        for (var one = 0; one < disconnects.Count; one++)
            writer.Labelled("grpc_code"u8, ShortName.Escape(disconnects[one].GrpcCode, code), "reason"u8, Ends[(int)disconnects[one].Reason], disconnects[one].Count);
    }

    private static void WriteAge(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        for (var one = 0; one < target.Stream.Subscriptions.Count; one++)
        {
            var subscription = target.Stream.Subscriptions[one];
            if (subscription.LastMessageUnixNs != 0) WriteOf(subscription, writer, Math.Max(0, nowUnixMs - subscription.LastMessageUnixNs / 1_000_000) / 1000.0);
        }
    }

    private static void WriteExpiry(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        if (target.Stream.CertificateExpiryUnixSeconds is > 0 and var expiry) writer.Unsigned(0, (ulong)expiry);
    }

    private static void WriteDelayBuckets(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        var cumulative = 0L;
        for (var bucket = 0; bucket < Limits.Length; bucket++)
        {
            cumulative += CountOf(target, bucket);
            writer.Labelled(0, "le"u8, Limits[bucket], cumulative);
        }
    }

    private static void WriteDelaySum(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        var sum = 0.0;
        for (var one = 0; one < target.Stream.Subscriptions.Count; one++) sum += target.Stream.Subscriptions[one].IngestDelay.Sum;
        writer.Double(0, sum);
    }

    private static void WriteDelayCount(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        var count = 0L;
        for (var bucket = 0; bucket < Limits.Length; bucket++) count += CountOf(target, bucket);
        writer.Unsigned(0, (ulong)count);
    }

    private static long CountOf(in TargetReading target, int bucket)
    {
        var count = 0L;
        for (var one = 0; one < target.Stream.Subscriptions.Count; one++) count += target.Stream.Subscriptions[one].IngestDelay.CountOf(bucket);
        return count;
    }

    private static byte[][] Labels<TEnum>()
        where TEnum : struct, Enum => [.. EnumLabels<TEnum>.All.Select(LabelEscaping.Escape)];
}
