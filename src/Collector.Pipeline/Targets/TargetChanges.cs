namespace Collector.Pipeline.Targets;

/// <summary>The way from one <see cref="TargetSet"/> to the next, by instance.</summary>
/// <param name="Removed">As they were in the older set.</param>
/// <param name="Changed">As they are in the newer set: same instance, different work.</param>
public sealed record TargetChanges(IReadOnlyList<Target> Added, IReadOnlyList<Target> Removed, IReadOnlyList<Target> Changed)
{
    public static TargetChanges None { get; } = new([], [], []);

    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;
}
