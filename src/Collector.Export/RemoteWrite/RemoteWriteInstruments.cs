using System.Diagnostics.Metrics;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Diagnostics;

namespace Collector.Export.RemoteWrite;

/// <summary>Shows what endpoints do, under the suffixes of Prometheus' own remote write metrics, so that its alerts are easily carried over.</summary>
internal sealed class RemoteWriteInstruments
{
    private static readonly double[] DurationBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60];

    private const string Prefix = "collector.remote_write.";

    private readonly Meter _meter;
    private readonly Func<IReadOnlyList<RemoteWriteEndpoint>> _endpoints;

    /// <param name="collector">Where they are shown.</param>
    /// <param name="endpoints">Those there are at the moment.</param>
    public RemoteWriteInstruments(CollectorMeter collector, Func<IReadOnlyList<RemoteWriteEndpoint>> endpoints)
    {
        (_meter, _endpoints) = (collector.Meter, endpoints);
        Counter("samples", "Samples that the receiver has, stale markers included.", one => one.SamplesSent);
        Counter("samples_failed", "Samples that the receiver refused for good.", one => one.SamplesFailed);
        Counter("replayed_samples_failed", "Samples that an earlier run wrote to the buffer and may have sent, and that the receiver refused.", one => one.SamplesFailedAgain);
        Counter("samples_retried", "Samples of requests that are sent again.", one => one.SamplesRetried);
        Counter("samples_encoded", "Samples put into requests.", one => one.SamplesEncoded);
        Counter("stale_markers", "Series that were told to have ended.", one => one.StaleMarkers);
        Counter("duplicate_labels", "Labels left out because their series had one of the name, counted when a row is new or changed.", one => one.LabelsDuplicate);
        Counter("timestamps_clamped", "Samples whose device's time was replaced by the time of receipt.", one => one.TimestampsClamped);
        Counter("metadata", "Families that the receiver was told of in requests of 1.0.", one => one.Metadata);
        Counter("metadata_failed", "Families that it could not be told of.", one => one.MetadataFailed);
        Counter("bytes", "Bytes of request bodies, compressed, repetitions included.", one => one.Bytes);
        Counter("encoded_bytes", "Bytes of request bodies before they are compressed.", one => one.EncodedBytes);
        Gauge("quarantined_series", "Series left out because the receiver fails at them.", one => one.Metrics.Quarantine.Count);
        Gauge("shards", "Queues that are sent at the same time.", one => one.Options.Queue.Shards);
        Gauge("samples_pending", "Samples that wait to be sent.", one => one.Level.Samples);
        Gauge("requests_pending", "Requests that wait to be sent.", one => one.Level.Requests);
        Gauge("pending_bytes", "Bytes of requests that wait to be sent, compressed.", one => one.Level.Bytes);
        Time("queue_highest_timestamp", "The time of the newest sample that is to be sent.", one => one.HighestMs);
        Time("queue_highest_sent_timestamp", "The time of the newest sample that the receiver has.", one => one.HighestSentMs);
        _meter.CreateObservableCounter(Prefix + "samples_dropped", () => ByReason(), null, "Samples that were never sent, by the reason.");
        _meter.CreateObservableCounter(Prefix + "requests", () => ByOutcome(), null, "Requests sent, repetitions included, by what came of them.");
        _meter.CreateObservableCounter(Prefix + "polls_dropped", () => ByInstance(), null, "Polls left out because the encoder was behind, by target.");
    }

    /// <summary>How long requests took, answered or not.</summary>
    public static Histogram<double> Durations(CollectorMeter collector) => collector.Meter.CreateHistogram(
        Prefix + "sent_batch_duration", "s", "How long requests took, answered or not.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });

    private void Counter(string name, string help, Func<RemoteWriteMetrics, long> value) =>
        _meter.CreateObservableCounter(Prefix + name, () => _endpoints().Select(one => new Measurement<long>(value(one.Metrics), one.Metrics.Tag)), null, help);

    private void Gauge(string name, string help, Func<RemoteWriteEndpoint, long> value) =>
        _meter.CreateObservableGauge(Prefix + name, () => _endpoints().Select(one => new Measurement<long>(value(one), one.Metrics.Tag)), null, help);

    private void Time(string name, string help, Func<RemoteWriteMetrics, long> value) =>
        _meter.CreateObservableGauge(Prefix + name, () => _endpoints().Select(one => new Measurement<double>(value(one.Metrics) / 1000.0, one.Metrics.Tag)), "s", help);

    private IEnumerable<Measurement<long>> ByReason() =>
        from one in _endpoints()
        from reason in Enum.GetValues<SampleDrop>()
        select new Measurement<long>(one.Metrics.SamplesDropped(reason), one.Metrics.Tag, new("reason", EnumLabels<SampleDrop>.Of(reason)));

    private IEnumerable<Measurement<long>> ByOutcome() =>
        from one in _endpoints()
        from outcome in Enum.GetValues<SendOutcome>()
        select new Measurement<long>(one.Metrics.Requests(outcome), one.Metrics.Tag, new("outcome", EnumLabels<SendOutcome>.Of(outcome)));

    private IEnumerable<Measurement<long>> ByInstance() =>
        from one in _endpoints()
        from polls in one.Metrics.PollsDropped
        select new Measurement<long>(polls.Value, one.Metrics.Tag, new("instance", polls.Key));
}
