namespace Collector.Pipeline.Targets;

/// <summary>Where targets come from and what they are made with: what a reload swaps.</summary>
public sealed record TargetSettings(TargetBuilder Builder)
{
    /// <summary>What the names of modules and credentials stand for. Opaque here: it is handed on with every set that was built with it, so that a
    /// reload takes effect whole.</summary>
    public object? Definitions { get; init; }

    /// <summary>Groups written in the configuration itself.</summary>
    public IReadOnlyList<TargetGroup> Static { get; init; } = [];

    /// <summary>Files with groups, read again when they change.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];
}
