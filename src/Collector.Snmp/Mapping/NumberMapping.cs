using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>Metric types `gauge`, `Float`, `Double`, and everything with a scale or an offset.</summary>
internal sealed class NumberMapping(double scale, double offset) : CellMapping
{
    /// <summary>The value as snmp_exporter understands it: what is not a number counts as 0 there, and so it does here.</summary>
    public static double Read(in SnmpValue value)
    {
        if (value.TryGetInt64(out var signed)) return signed;
        if (value.TryGetUInt64(out var unsigned)) return unsigned;
        return value.TryGetOpaqueDouble(out var real) ? real : 0;
    }

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        var number = Read(value);
        if (scale != 0) number *= scale;
        cell = BitConverter.DoubleToUInt64Bits(number + offset);
        return true;
    }
}
