using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric type `counter`, unscaled: all 64 bits are kept. Modules do not tell Counter32 from Counter64, so the values have to.</summary>
internal sealed class CounterMapping(bool wraps, SeenWidth width) : CellMapping
{
    /// <inheritdoc/>
    public override string Takes => "a counter takes whole numbers from 0 on";

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        if (WireNumber.TryReadUnsigned(value, wraps, out cell))
        {
            if (value.Type == SmiType.Counter64) width.Saw64Bits();
            else if (value.Type == SmiType.Counter32) width.Saw32Bits();
            return true;
        }

        // A counter that is negative, has a fraction or is text is no counter. Showing nothing is better than showing a reset.
        if (value.TryGetUInt64(out cell)) return true;
        if (!value.TryGetOpaqueDouble(out var real) || real is not (>= 0 and < 18446744073709551616.0) || real != Math.Truncate(real)) return false;
        cell = (ulong)real;
        return true;
    }
}
