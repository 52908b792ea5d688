using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Metadata;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;

namespace Collector.Export.RemoteWrite;

/// <summary>One entry of <c>remote_write</c>: where series are sent to, and how.</summary>
public sealed record RemoteWriteOptions
{
    public required Uri Url { get; init; }

    /// <summary>What metrics and the log call the endpoint; no other has it.</summary>
    public required string Name { get; init; }

    /// <summary>How long the receiver has for one request.</summary>
    public TimeSpan RemoteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public RemoteWriteMessage Message { get; init; } = RemoteWriteMessage.V1;

    /// <summary>Put on every series that does not have them, before the rules.</summary>
    public LabelSet ExternalLabels { get; init; } = LabelSet.Empty;

    public RelabelRules Rules { get; init; } = RelabelRules.None;

    /// <summary>Whether all series end when the process does. Off: after a restart they go on.</summary>
    public bool SendStaleOnShutdown { get; init; }

    public QueueOptions Queue { get; init; } = new();

    public MetadataOptions Metadata { get; init; } = new();

    /// <summary>What is kept on disk until the receiver has it; without it, what waits is in memory.</summary>
    public BufferOptions? Buffer { get; init; }

    public HttpClientOptions Http { get; init; } = new();

    /// <summary>Where the entry was written.</summary>
    public SourcePosition Position { get; init; }

    // What records print would show what may stand in a URL.
    public override string ToString() => Name;
}
