using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Targets.Lists;

namespace Collector.Daemon.Configuration;

/// <summary>The <c>targets</c> section of collector.yml: where targets come from, and what is done with them first.</summary>
internal sealed record TargetsSection
{
    public IReadOnlyList<TargetGroup> Static { get; init; } = [];

    public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>Of <c>http</c>, then of <c>dns</c>.</summary>
    public IReadOnlyList<TargetListOptions> Lists { get; init; } = [];

    /// <summary>For all targets.</summary>
    public RelabelRules Rules { get; init; } = RelabelRules.None;
}
