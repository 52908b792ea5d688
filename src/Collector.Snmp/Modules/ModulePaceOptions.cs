namespace Collector.Snmp.Modules;

/// <summary>What <c>snmp.paces.modules</c> says of one module; what is left out is as for all others.</summary>
public sealed record ModulePaceOptions
{
    public bool? IsOn { get; init; }

    /// <summary>For all its lookups of text, also those of which no device says when they change.</summary>
    public TimeSpan? Labels { get; init; }

    public TimeSpan? Constants { get; init; }

    /// <summary>As in <see cref="SnmpPaces.Columns"/>, and before those.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Columns { get; init; } = new Dictionary<string, TimeSpan>();
}
