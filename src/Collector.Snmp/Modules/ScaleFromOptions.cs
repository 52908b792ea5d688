using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>A metric's <c>scale_from</c>, which is ours and not snmp_exporter's: two columns of the same rows say how each value is written, as RFC 3433 has it.</summary>
public sealed record ScaleFromOptions
{
    /// <summary>Codes of the power of a thousand: 9 for units, 8 for milli, 10 for kilo.</summary>
    public required Oid Scale { get; init; }

    /// <summary>Decimal places, 1 to 9; anything below means none.</summary>
    public required Oid Precision { get; init; }
}
