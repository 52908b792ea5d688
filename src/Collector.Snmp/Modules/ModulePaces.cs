namespace Collector.Snmp.Modules;

/// <summary>The paces of one module, made of what is said of all and of this one.</summary>
public sealed record ModulePaces
{
    /// <summary>Fewer instances fit into what the polls ask for anyway, and asking for the signs of a change would cost more than is saved.</summary>
    public const int UsualFewestInstances = 48;

    public bool IsOn { get; init; }

    public TimeSpan Labels { get; init; }

    /// <summary>Somebody has said that all labels of this module hold between two readings.</summary>
    public bool TakesAllLabels { get; init; }

    public TimeSpan Constants { get; init; }

    public IReadOnlyDictionary<string, TimeSpan> Columns { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>A device with fewer slow instances than this is read whole in every poll.</summary>
    public int FewestInstances { get; init; } = UsualFewestInstances;

    public bool IsSame(ModulePaces other) =>
        this with { Columns = other.Columns } == other && Columns.Count == other.Columns.Count && Columns.All(column => other.Columns.TryGetValue(column.Key, out var pace) && pace == column.Value);
}
