using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Concurrency;

namespace Collector.Export.RemoteWrite;

/// <summary>The counts of one endpoint. One method an event. Shown by <see cref="RemoteWriteInstruments"/>.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class RemoteWriteMetrics(string endpoint, Histogram<double> durations, TimeProvider time)
{
    private readonly SharedCounter[] _dropped = new SharedCounter[Enum.GetValues<SampleDrop>().Length];
    private readonly SharedCounter[] _posted = new SharedCounter[Enum.GetValues<SendOutcome>().Length];
    private readonly ConcurrentDictionary<string, long> _pollsDropped = new(StringComparer.Ordinal);
    private SharedCounter _sent;
    private SharedCounter _failed;
    private SharedCounter _failedAgain;
    private SharedCounter _retried;
    private SharedCounter _bytes;
    private SharedCounter _encoded;
    private SharedCounter _encodedBytes;
    private SharedCounter _staleMarkers;
    private SharedCounter _duplicateLabels;
    private SharedCounter _clamped;
    private SharedCounter _metadata;
    private SharedCounter _metadataFailed;
    private SharedMaximum _highest;
    private SharedMaximum _highestSent;

    /// <summary>Which endpoint, for a measurement.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("endpoint", endpoint);

    /// <summary>What the receiver fails at.</summary>
    public Quarantine Quarantine { get; } = new(time);

    public long SamplesSent => _sent.Value;

    public long SamplesFailed => _failed.Value;

    public long SamplesFailedAgain => _failedAgain.Value;

    public long SamplesRetried => _retried.Value;

    public long Bytes => _bytes.Value;

    public long SamplesEncoded => _encoded.Value;

    public long EncodedBytes => _encodedBytes.Value;

    public long StaleMarkers => _staleMarkers.Value;

    public long LabelsDuplicate => _duplicateLabels.Value;

    public long TimestampsClamped => _clamped.Value;

    public long Metadata => _metadata.Value;

    public long MetadataFailed => _metadataFailed.Value;

    /// <summary>The time of the newest sample that was to be sent, in Unix milliseconds; 0 before the first.</summary>
    public long HighestMs => _highest.Value;

    /// <summary>The time of the newest sample that the receiver has.</summary>
    public long HighestSentMs => _highestSent.Value;

    /// <summary>Polls left out because the encoder was behind, by target.</summary>
    public IEnumerable<KeyValuePair<string, long>> PollsDropped => _pollsDropped;

    public long SamplesDropped(SampleDrop reason) => _dropped[(int)reason].Value;

    public long Requests(SendOutcome outcome) => _posted[(int)outcome].Value;

    /// <summary>A request is complete, and waits.</summary>
    public void Encoded(int samples, int bytes, long newestUnixMs)
    {
        _encoded.Add(samples);
        _encodedBytes.Add(bytes);
        _highest.Raise(newestUnixMs);
    }

    public void Posted(SendOutcome outcome, int bytes, TimeSpan took)
    {
        _posted[(int)outcome].Increment();
        _bytes.Add(bytes);
        durations.Record(took.TotalSeconds, Tag);
    }

    /// <summary>The receiver has samples.</summary>
    public void Sent(int samples, long newestUnixMs)
    {
        _sent.Add(samples);
        _highestSent.Raise(newestUnixMs);
    }

    /// <summary>The receiver refused samples for good.</summary>
    public void Failed(int samples) => _failed.Add(samples);

    /// <summary>The receiver refused samples that an earlier run wrote and may have sent.</summary>
    public void FailedAgain(int samples) => _failedAgain.Add(samples);

    public void Retried(int samples) => _retried.Add(samples);

    public void Dropped(SampleDrop reason, int samples) => _dropped[(int)reason].Add(samples);

    public void PollDropped(string instance) => _pollsDropped.AddOrUpdate(instance, 1, static (_, count) => count + 1);

    public void StaleMarker() => _staleMarkers.Increment();

    public void DuplicateLabels(int labels) => _duplicateLabels.Add(labels);

    /// <summary>The receiver was told what families are.</summary>
    public void MetadataPosted(int families, bool isTaken)
    {
        if (isTaken) _metadata.Add(families);
        else _metadataFailed.Add(families);
    }

    /// <summary>A device's time was replaced by the time of receipt.</summary>
    public void Clamped() => _clamped.Increment();
}
