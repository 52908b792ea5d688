using Collector.Export.RemoteWrite.Buffer;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Relabelling;

namespace Collector.Export.RemoteWrite.Configuration;

/// <summary>Writes <c>remote_write</c> as it is in force, secrets masked.</summary>
public static class RemoteWriteOptionsWriter
{
    public static void Write(IReadOnlyCollection<RemoteWriteOptions> endpoints, YamlWriter yaml)
    {
        if (endpoints.Count > 0) yaml.Items("remote_write", endpoints, endpoint => Write(endpoint, yaml));
    }

    private static void Write(RemoteWriteOptions endpoint, YamlWriter yaml)
    {
        yaml.Value("url", HttpUrl.Shown(endpoint.Url));
        yaml.Value("name", endpoint.Name);
        yaml.Value("remote_timeout", endpoint.RemoteTimeout);
        if (endpoint.Message == RemoteWriteMessage.V2) yaml.Value("protobuf_message", "io.prometheus.write.v2.Request");
        if (endpoint.ExternalLabels.Count > 0)
        {
            yaml.Mapping("external_labels", () =>
            {
                foreach (var label in endpoint.ExternalLabels) yaml.Value(label.Name, label.Value);
            });
        }

        RelabelRulesWriter.Write(yaml, "write_relabel_configs", endpoint.Rules);
        if (endpoint.SendStaleOnShutdown) yaml.Value("send_stale_on_shutdown", true);
        yaml.Mapping("queue_config", () => Write(endpoint.Queue, yaml));
        yaml.Mapping("metadata_config", () =>
        {
            yaml.Value("send", endpoint.Metadata.Send);
            yaml.Value("send_interval", endpoint.Metadata.SendInterval);
            yaml.Value("max_samples_per_send", endpoint.Metadata.MaxSamplesPerSend);
        });
        if (endpoint.Buffer is { } buffer) yaml.Mapping("buffer", () => Write(buffer, yaml));
        HttpClientOptionsWriter.Write(yaml, endpoint.Http, http2: false);
    }

    private static void Write(BufferOptions buffer, YamlWriter yaml)
    {
        yaml.Value("max_size", ByteSizeText.Format(buffer.MaxBytes));
        yaml.Value("max_age", buffer.MaxAge);
        yaml.Value("flush_interval", buffer.FlushInterval);
    }

    private static void Write(QueueOptions queue, YamlWriter yaml)
    {
        yaml.Value("shards", queue.Shards);
        yaml.Value("max_samples_per_send", queue.MaxSamplesPerSend);
        yaml.Value("batch_send_deadline", queue.BatchSendDeadline);
        yaml.Value("min_backoff", queue.MinBackoff);
        yaml.Value("max_backoff", queue.MaxBackoff);
        yaml.Value("retry_on_http_429", queue.RetryOnHttp429);
        if (queue.SampleAgeLimit > TimeSpan.Zero) yaml.Value("sample_age_limit", queue.SampleAgeLimit);
        yaml.Value("max_bytes", queue.MaxBytes);
        yaml.Value("flush_deadline", queue.FlushDeadline);
    }
}
