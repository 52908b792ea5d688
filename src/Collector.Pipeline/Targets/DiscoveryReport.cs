namespace Collector.Pipeline.Targets;

/// <summary>How discovery stands after its last look.</summary>
/// <param name="Files">Target files that match a pattern.</param>
/// <param name="BrokenFiles">Those whose last good content is in force because the present one cannot be used.</param>
/// <param name="IgnoredDuplicates">Targets left out because an earlier one has their instance.</param>
/// <param name="IgnoredInvalid">Targets left out because of what they, or the labels of their group, say.</param>
/// <param name="Relabelled">Targets that <c>relabel_configs</c> dropped.</param>
public sealed record DiscoveryReport(int Files, int BrokenFiles, int IgnoredDuplicates, int IgnoredInvalid, int Relabelled)
{
    public static DiscoveryReport Nothing { get; } = new(0, 0, 0, 0, 0);
}
