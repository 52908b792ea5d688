namespace Collector.Pipeline.Targets.Lists;

/// <summary>How one list stands.</summary>
/// <param name="Groups">In force: those of the last good fetch, or those that were kept on disk.</param>
/// <param name="FetchedAt">When the source last said so; null when it never did.</param>
/// <param name="IsKept">The source has not answered since the start, and the groups are from disk.</param>
/// <param name="Problem">Why the last fetch failed; null when it did not.</param>
internal sealed record TargetListState(IReadOnlyList<TargetGroup> Groups, DateTimeOffset? FetchedAt, bool IsKept, string? Problem)
{
    public static TargetListState Nothing { get; } = new([], null, false, null);

    public int Targets => Groups.Sum(group => group.Targets.Count);
}
