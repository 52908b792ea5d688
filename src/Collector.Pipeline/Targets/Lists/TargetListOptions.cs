using Collector.Pipeline.Relabelling;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>A list of targets that somebody else keeps, and that is fetched again and again.</summary>
/// <remarks>Two that are equal are the same list: a reload goes on with what the first one knows.</remarks>
public abstract record TargetListOptions
{
    /// <summary><c>http</c> or <c>dns</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What people call it; never with a secret. Distinct among the lists of a kind, unless they are written twice.</summary>
    public abstract string Name { get; }

    /// <summary>From the end of one fetch to the start of the next.</summary>
    public required TimeSpan RefreshInterval { get; init; }

    /// <summary>Applied to the targets of this list before the rules for all targets.</summary>
    public RelabelRules Rules { get; init; } = RelabelRules.None;

    internal abstract ITargetList Open(TimeProvider time);
}
