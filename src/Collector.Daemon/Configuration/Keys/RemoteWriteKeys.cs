namespace Collector.Daemon.Configuration.Keys;

/// <summary>One entry of <c>remote_write</c>.</summary>
internal static class RemoteWriteKeys
{
    private const string FixedShards = "no effect here: the number of shards is fixed (`shards`), and what waits is bounded in bytes (`max_bytes`)";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly ConfigurationSection Queue = new("remote_write.queue_config",
    [
        new("shards", KeyShape.Integer(1, 64), "2", "4", "requests under way at the same time; a target always belongs to the same shard"),
        new("max_samples_per_send", KeyShape.Integer(1, 100_000), "2000", "5000", "samples of one request"),
        new("batch_send_deadline", KeyShape.Duration(TimeSpan.FromMilliseconds(10), Day), "5s", "2s", "how long samples wait for a request to be full"),
        new("min_backoff", KeyShape.Duration(TimeSpan.FromMilliseconds(1), Day), "30ms", "100ms", "before the first repetition"),
        new("max_backoff", KeyShape.Duration(TimeSpan.FromMilliseconds(1), Day), "5s", "30s", "the longest wait between repetitions, unless the receiver asks for more"),
        new("retry_on_http_429", KeyShape.Switch, "true", "true", "send again what a busy receiver did not take"),
        new("sample_age_limit", KeyShape.Duration(), "0s", "1h", "samples that are older when their turn comes are dropped; `0s` for no limit"),
        new("max_bytes", KeyShape.Integer(1 << 20, int.MaxValue), "268435456", "536870912", "bytes of compressed requests that may wait in memory; beyond, the oldest are dropped"),
        new("flush_deadline", KeyShape.Duration(TimeSpan.Zero, Day), "10s", "30s", "how long a process that is to end goes on sending, without a `buffer`"),
        ConfigurationKey.WithoutEffect("capacity", FixedShards),
        ConfigurationKey.WithoutEffect("min_shards", FixedShards),
        ConfigurationKey.WithoutEffect("max_shards", FixedShards),
    ]);

    public static readonly ConfigurationSection Metadata = new("remote_write.metadata_config",
    [
        new("send", KeyShape.Switch, "true", "false", "tell a receiver of 1.0 TYPE, HELP and unit of all families; in 2.0 they are with each series"),
        new("send_interval", KeyShape.Duration(TimeSpan.FromSeconds(1), Day), "1m", "5m", "from one time to the next"),
        new("max_samples_per_send", KeyShape.Integer(1, 100_000), "2000", "500", "families of one request"),
    ]);

    public static readonly ConfigurationSection Buffer = new("remote_write.buffer",
    [
        new("max_size", KeyShape.Size, "1GB", "10GB", "of this endpoint's files, 16MB or more; beyond, the oldest samples go"),
        new("max_age", KeyShape.Duration(TimeSpan.FromMinutes(1)), "24h", "48h", "samples that are older are not sent any more"),
        new("flush_interval", KeyShape.Duration(TimeSpan.Zero, TimeSpan.FromMinutes(1)), "1s", "200ms", "what a power cut may take; `0s` flushes after each request"),
    ]);

    public static readonly ConfigurationSection Endpoint = new("remote_write",
    [
        new("url", KeyShape.Text, ConfigurationKey.Required, "http://prometheus.example:9090/api/v1/write", "where series are sent"),
        new("name", KeyShape.Text, "host and port", "mimir", "what metrics and the log call the endpoint, 1 to 100 letters"),
        new("remote_timeout", KeyShape.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)), "30s", "10s", "the receiver's time for one request"),
        new("protobuf_message", KeyShape.Word("prometheus.WriteRequest", "io.prometheus.write.v2.Request"), "prometheus.WriteRequest", "io.prometheus.write.v2.Request", "the version of the protocol, 1.0 or 2.0"),
        new("external_labels", KeyShape.NamesOf(KeyShape.Text), ConfigurationKey.None, "{ region: eu }", "put on every series that has no label of the name"),
        RelabelKeys.Under("write_relabel_configs", "rules for series, after `external_labels`"),
        new("send_stale_on_shutdown", KeyShape.Switch, "false", "true", "end all series when the process ends; without it a restart goes on with them"),
        new("queue_config", KeyShape.Of(Queue), ConfigurationKey.None, "{ shards: 4 }", "how series wait and are sent"),
        new("metadata_config", KeyShape.Of(Metadata), ConfigurationKey.None, "{ send: false }", "what families are, told to receivers of 1.0"),
        new("buffer", KeyShape.Of(Buffer), ConfigurationKey.None, "{ max_size: 10GB }", "keeps what waits on disk, under `data_dir` ([remote-write-buffer.md](remote-write-buffer.md))"),
    ])
    { Mixins = [HttpKeys.Client] };
}
