using Collector.Pipeline.Configuration;

namespace Collector.Export.RemoteWrite.Configuration;

/// <summary>Reads <c>queue_config</c>. What Prometheus has and we have no use for is told of, so that a pasted configuration works.</summary>
internal sealed class QueueOptionsReader(ConfigurationProblems problems)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public QueueOptions Read(MappingReader endpoint)
    {
        var defaults = new QueueOptions();
        if (endpoint.Mapping("queue_config") is not { } queue) return defaults;
        var read = new QueueOptions
        {
            Shards = queue.Int("shards", min: 1, max: 64) ?? defaults.Shards,
            MaxSamplesPerSend = queue.Int("max_samples_per_send", min: 1, max: 100_000) ?? defaults.MaxSamplesPerSend,
            BatchSendDeadline = queue.Duration("batch_send_deadline", TimeSpan.FromMilliseconds(10), Day) ?? defaults.BatchSendDeadline,
            MinBackoff = queue.Duration("min_backoff", TimeSpan.FromMilliseconds(1), Day) ?? defaults.MinBackoff,
            MaxBackoff = queue.Duration("max_backoff", TimeSpan.FromMilliseconds(1), Day) ?? defaults.MaxBackoff,
            RetryOnHttp429 = queue.Bool("retry_on_http_429") ?? defaults.RetryOnHttp429,
            SampleAgeLimit = queue.Duration("sample_age_limit", TimeSpan.Zero) ?? defaults.SampleAgeLimit,
            MaxBytes = queue.Int("max_bytes", min: 1 << 20) ?? defaults.MaxBytes,
            FlushDeadline = queue.Duration("flush_deadline", TimeSpan.Zero, Day) ?? defaults.FlushDeadline,
        };
        foreach (var key in (string[])["capacity", "min_shards", "max_shards"])
        {
            if (queue.Take(key) is not null) problems.Warning(queue.PositionOf(key), $"{key} has no effect here: the number of shards is fixed (shards), and what waits is bounded in bytes (max_bytes)");
        }

        if (read.MinBackoff > read.MaxBackoff) problems.Error(queue.PositionOf("min_backoff"), "min_backoff is longer than max_backoff");
        queue.RejectUnknown();
        return read;
    }
}
