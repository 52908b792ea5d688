namespace Collector.Export.Exposition.Requests;

/// <summary>What a scraper asked for.</summary>
public sealed record PageRequest
{
    public ExpositionFormat Format { get; init; }

    /// <summary>Whether each sample of data carries the time of its reply.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Whether the body is compressed.</summary>
    public bool Gzip { get; init; }

    public TargetSelection Targets { get; init; } = TargetSelection.Everything;

    public PageSections Sections { get; init; } = PageSections.All;
}
