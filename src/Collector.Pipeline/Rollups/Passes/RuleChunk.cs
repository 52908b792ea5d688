namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What a rule knows of 64 rows, a bit for each. One piece of memory: a pass touches it once for every chunk of every table.</summary>
internal struct RuleChunk
{
    /// <summary>Its rows belong to several groups.</summary>
    public const int Mixed = -3;

    /// <summary>Rows that are in some group.</summary>
    public ulong Assigned;

    /// <summary>Rows that another table of the target has, too.</summary>
    public ulong Excluded;

    /// <summary>Rows that have had a value since the last rotation.</summary>
    public ulong Seen;

    /// <summary>Rows that had one in the time before that.</summary>
    public ulong SeenBefore;

    /// <summary>The one group of all its rows, <see cref="RuleGroups.None"/>, or <see cref="Mixed"/>.</summary>
    public int Group;

    public readonly ulong Matched => Assigned & ~Excluded;

    public readonly ulong Known => Seen | SeenBefore;
}
