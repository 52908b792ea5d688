using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Metadata;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;

namespace Collector.Export.RemoteWrite.Configuration;

/// <summary>Reads <c>remote_write</c> of collector.yml: Prometheus' keys, and some of our own.</summary>
/// <remarks>For one thread. Everything wrong becomes a problem with its place.</remarks>
/// <param name="folder">Relative paths begin here.</param>
/// <param name="dataFolder">Where files may be kept; null for nowhere.</param>
/// <param name="problems">Gets what is wrong.</param>
public sealed class RemoteWriteOptionsReader(string folder, string? dataFolder, ConfigurationProblems problems)
{
    private static readonly Dictionary<string, RemoteWriteMessage> Messages = new(StringComparer.Ordinal)
    {
        ["prometheus.WriteRequest"] = RemoteWriteMessage.V1, ["io.prometheus.write.v2.Request"] = RemoteWriteMessage.V2,
    };

    private readonly QueueOptionsReader _queues = new(problems);
    private readonly BufferOptionsReader _buffers = new(dataFolder, problems);
    private readonly HttpClientOptionsReader _clients = new(folder, problems);
    private readonly RelabelRulesReader _rules = new(problems);

    /// <param name="root">Has the list under <c>remote_write</c>.</param>
    public IReadOnlyList<RemoteWriteOptions> Read(MappingReader root)
    {
        var read = new List<RemoteWriteOptions>();
        foreach (var entry in root.Mappings("remote_write"))
        {
            if (ReadEntry(entry, read.Count) is not { } options) continue;
            if (read.Any(other => other.Name == options.Name)) problems.Error(entry.PositionOf("name"), $"name: another endpoint is called \"{options.Name}\"");
            else read.Add(options);
        }

        return read;
    }

    private RemoteWriteOptions? ReadEntry(MappingReader entry, int place)
    {
        var url = HttpUrl.Read(entry, "url", problems);
        var defaults = new RemoteWriteOptions { Url = url ?? new Uri("http://invalid./"), Name = "" };
        var read = defaults with
        {
            Name = ReadName(entry) ?? (url is null ? $"{place + 1}" : $"{url.Host}:{url.Port}"),
            RemoteTimeout = entry.Duration("remote_timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)) ?? defaults.RemoteTimeout,
            Message = entry.Choice("protobuf_message", Messages) ?? defaults.Message,
            ExternalLabels = ReadLabels(entry),
            Rules = _rules.Read(entry, "write_relabel_configs"),
            SendStaleOnShutdown = entry.Bool("send_stale_on_shutdown") ?? false,
            Queue = _queues.Read(entry),
            Metadata = ReadMetadata(entry),
            Buffer = _buffers.Read(entry),
            Http = _clients.Read(entry, http2: false), // as Prometheus: one connection per shard is what a receiver's balancer wants
            Position = entry.Position,
        };
        entry.RejectUnknown();
        return url is null ? null : read;
    }

    private string? ReadName(MappingReader entry)
    {
        if (entry.Scalar("name") is not { } name) return null;
        if (name.Text.Length is > 0 and <= 100) return name.Text;
        problems.Error(name.Position, "name: 1 to 100 letters");
        return null;
    }

    private static MetadataOptions ReadMetadata(MappingReader entry)
    {
        var defaults = new MetadataOptions();
        if (entry.Mapping("metadata_config") is not { } metadata) return defaults;
        var read = new MetadataOptions
        {
            Send = metadata.Bool("send") ?? defaults.Send,
            SendInterval = metadata.Duration("send_interval", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) ?? defaults.SendInterval,
            MaxSamplesPerSend = metadata.Int("max_samples_per_send", min: 1, max: 100_000) ?? defaults.MaxSamplesPerSend,
        };
        metadata.RejectUnknown();
        return read;
    }

    private LabelSet ReadLabels(MappingReader entry)
    {
        if (entry.Mapping("external_labels") is not { } written) return LabelSet.Empty;
        var nodes = new NodeReader(problems);
        var labels = new List<Label>();
        foreach (var (name, value) in written.Entries())
        {
            if (!LabelSet.IsValidName(name.Text)) problems.Error(name.Position, $"external_labels: \"{name.Text}\" is not a label name: letters, digits and _, and no digit first");
            else if (nodes.String(value, name.Text) is { } text) labels.Add(new Label(name.Text, text));
        }

        return LabelSet.From(labels);
    }
}
