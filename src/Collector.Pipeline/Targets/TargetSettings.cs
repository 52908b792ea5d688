namespace Collector.Pipeline.Targets;

/// <summary>Where targets come from and what they are made with: what a reload swaps.</summary>
public sealed record TargetSettings(TargetBuilder Builder)
{
    /// <summary>Groups written in the configuration itself.</summary>
    public IReadOnlyList<TargetGroup> Static { get; init; } = [];

    /// <summary>Files with groups, read again when they change.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];
}
