namespace Collector.Export.RemoteWrite.Metadata;

/// <summary>Whether and how a receiver of 1.0 is told what families are: <c>metadata_config</c>. In 2.0 it travels with each series.</summary>
public sealed record MetadataOptions
{
    public bool Send { get; init; } = true;

    /// <summary>From one time to the next.</summary>
    public TimeSpan SendInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Families in one request. 1 to 100,000.</summary>
    public int MaxSamplesPerSend { get; init; } = 2000;
}
