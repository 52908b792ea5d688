using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>Metric type `counter`, unscaled: all 64 bits are kept.</summary>
internal sealed class CounterMapping : CellMapping
{
    /// <inheritdoc/>
    public override string Takes => "a counter takes whole numbers from 0 on";

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        if (value.TryGetUInt64(out cell)) return true;

        // A counter that is negative or has a fraction is no counter. Showing nothing is better than showing a reset.
        if (!value.TryGetOpaqueDouble(out var real) || real is not (>= 0 and < 18446744073709551616.0) || real != Math.Truncate(real)) return false;
        cell = (ulong)real;
        return true;
    }
}
