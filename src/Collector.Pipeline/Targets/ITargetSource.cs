namespace Collector.Pipeline.Targets;

/// <summary>One way in which groups of targets become known.</summary>
/// <remarks>One thread at a time. What cannot be read keeps its last good groups.</remarks>
internal interface ITargetSource
{
    /// <summary>The last good groups, in the order in which they were written.</summary>
    IReadOnlyList<TargetGroup> Groups { get; }

    /// <summary>Looks whether there is anything new.</summary>
    /// <param name="thorough">Also where nothing seems to have changed.</param>
    SourceNews Look(TargetSettings settings, bool thorough);
}

/// <summary>What a look at a source brought.</summary>
[Flags]
internal enum SourceNews
{
    None = 0,

    /// <summary>The groups are other ones now.</summary>
    Changed = 1,

    /// <summary>Something is just being written; look again soon.</summary>
    Unsettled = 2,
}
