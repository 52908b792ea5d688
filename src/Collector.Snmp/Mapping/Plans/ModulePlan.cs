using Collector.Pipeline.Samples;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Paces;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>A module, compiled: what to ask for, and where each answer goes.</summary>
/// <remarks>Immutable; shared by all targets that are polled with it. A reload compiles new ones.</remarks>
internal sealed class ModulePlan
{
    /// <summary>What the store and the exporters know of the module.</summary>
    public required ModuleSchema Schema { get; init; }

    /// <summary>Instances asked for by GET.</summary>
    public required IReadOnlyList<Oid> Gets { get; init; }

    /// <summary>Subtrees walked, in order.</summary>
    public required IReadOnlyList<WalkStep> Walks { get; init; }

    /// <summary>Decide in each poll what is read of some columns.</summary>
    public IReadOnlyList<FilterPlan> Filters { get; init; } = [];

    /// <summary>Tables; those with a schema come first, in the order of <see cref="ModuleSchema.Tables"/>.</summary>
    public required IReadOnlyList<TablePlan> Tables { get; init; }

    public required ObjectMap Objects { get; init; }

    /// <summary>What scheduled polls read at a slower pace; null when every poll reads everything.</summary>
    public PacePlan? Paces { get; init; }

    /// <summary>Rows asked for in one GETBULK, and names in one GET.</summary>
    public required int MaxRepetitions { get; init; }

    /// <summary>How often a request is sent again; null leaves it to the target and the defaults.</summary>
    public int? Retries { get; init; }

    /// <summary>How long a reply may take; null leaves it to the target and the defaults.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Replies may come from another address than was asked.</summary>
    public bool AnySource { get; init; }

    /// <summary>The agent's names need not increase.</summary>
    public bool AllowNonIncreasing { get; init; }

    /// <summary>Where the device's uptime is, if the module asks for it.</summary>
    public UptimeColumn? Uptime { get; init; }

    /// <summary>What each of the <see cref="Walks"/> reads.</summary>
    public IReadOnlyList<WalkObjects> WalkedObjects => field ??= [.. Walks.Select(walk => WalkObjects.Of(walk.Root, Objects))]; // two threads make the same

    /// <summary>The same as sets, which nobody may change.</summary>
    public IReadOnlyList<ObjectSet> WalkedSets => field ??= [.. Walks.Select(walk => Objects.SetOf(walk.Root))];

    /// <summary>Whether columns of known tables may be asked for side by side.</summary>
    public bool PacksColumns { get; init; } = true;

    public string Name => Schema.Name;
}
