using Collector.Export.Exposition.Lines;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store.Streams;

namespace Collector.Export.Exposition.PerTarget;

/// <summary>What gnmic says of its targets, under its names and labels, so that alerts on them go on working; the target's own labels are there as well.</summary>
internal static class GnmicFamilies
{
    private const string Prefix = "gnmic_";

    public static TargetFamily[] All { get; } =
    [
        new(Prefix + "subscribe_number_of_failed_subscribe_request_messages_total", "Subscribe calls that ended with an error.", MetricType.Counter,
            (in target, writer, _) => WriteEach(target, writer, one => one.FailedCalls)) { IsOfStreams = true },
        new(Prefix + "subscribe_number_of_received_subscribe_response_messages_total", "Messages received.", MetricType.Counter,
            (in target, writer, _) => WriteEach(target, writer, one => one.Responses)) { IsOfStreams = true },
        new(Prefix + "target_connection_state", "0 invalid, 1 idle, 2 connecting, 3 ready, 4 failed, 5 shut down.", MetricType.Gauge,
            (in target, writer, _) => WriteNamed(target, writer, Connectivity(target.Stream.State))) { IsOfStreams = true },
        new(Prefix + "target_up", "Whether the stream is alive.", MetricType.Gauge, (in target, writer, _) =>
        {
            if (target.IsUp is { } isUp) WriteNamed(target, writer, isUp ? 1 : 0);
        }) { IsOfStreams = true },
    ];

    public static bool IsOne(TargetFamily family) => family.NameText.StartsWith(Prefix, StringComparison.Ordinal);

    private static int Connectivity(StreamState state) => state switch
    {
        StreamState.Misconfigured => 0,
        StreamState.Pending => 1,
        StreamState.Connecting => 2,
        StreamState.BackingOff => 4,
        _ => 3,
    };

    private static void WriteNamed(in TargetReading target, SeriesWriter writer, double value)
    {
        Span<byte> escaped = stackalloc byte[256];
        writer.Labelled(0, "name"u8, ShortName.Escape(target.Series.Target.Instance, escaped), value);
    }

    private static void WriteEach(in TargetReading target, SeriesWriter writer, Func<SubscriptionHistory, long> value)
    {
        Span<byte> source = stackalloc byte[256];
        Span<byte> name = stackalloc byte[256];
        for (var one = 0; one < target.Stream.Subscriptions.Count; one++)
        {
            var subscription = target.Stream.Subscriptions[one];
            writer.Labelled("source"u8, ShortName.Escape(target.Series.Target.Instance, source), "subscription"u8, ShortName.Escape(subscription.Name, name), value(subscription));
        }
    }
}
