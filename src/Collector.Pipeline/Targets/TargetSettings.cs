using Collector.Pipeline.Targets.Lists;

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

    /// <summary>Lists that somebody else keeps, fetched again and again.</summary>
    public IReadOnlyList<TargetListOptions> Lists { get; init; } = [];

    /// <summary>Where the last good content of each list is kept; null for nowhere.</summary>
    public string? KeepFolder { get; init; }
}
