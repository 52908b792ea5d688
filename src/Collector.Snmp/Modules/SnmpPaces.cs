namespace Collector.Snmp.Modules;

/// <summary>How often scheduled polls read what hardly ever changes (<c>snmp.paces</c> of collector.yml). Counters and states are read in every poll, whatever it says.</summary>
public sealed record SnmpPaces
{
    /// <summary>Long beside any poll interval, short beside the time in which somebody misses a change.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);

    /// <summary>For what people change by hand and then look for: aliases, speeds.</summary>
    public static readonly TimeSpan Often = TimeSpan.FromMinutes(5);

    /// <summary>Everything in every poll.</summary>
    public static SnmpPaces Off { get; } = new() { IsOn = false };

    /// <summary>As without a word in collector.yml.</summary>
    public static SnmpPaces Default { get; } = new();

    public bool IsOn { get; init; } = true;

    /// <summary>Names of rows, where the device says when they may have changed. Zero: every poll.</summary>
    public TimeSpan Labels { get; init; } = Usual;

    /// <summary>Values that only change with their row. Zero: every poll.</summary>
    public TimeSpan Constants { get; init; } = Usual;

    /// <summary>By the name of a metric or of a looked-up label, or by OID. Zero: every poll.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Columns { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>What is different for some modules.</summary>
    public IReadOnlyDictionary<string, ModulePaceOptions> Modules { get; init; } = new Dictionary<string, ModulePaceOptions>();

    /// <summary>The names in it and where they are, for <c>check</c>.</summary>
    public IReadOnlyList<PacedColumn> Written { get; init; } = [];

    /// <summary>What holds for one module, all in all.</summary>
    public ModulePaces For(string module)
    {
        var own = Modules.GetValueOrDefault(module) ?? new ModulePaceOptions();
        return new ModulePaces
        {
            IsOn = own.IsOn ?? IsOn,
            Labels = own.Labels ?? Labels,
            TakesAllLabels = own.Labels is not null,
            Constants = own.Constants ?? Constants,
            Columns = own.Columns.Concat(Columns.Where(column => !own.Columns.ContainsKey(column.Key))).ToDictionary(StringComparer.Ordinal),
        };
    }
}
