using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric types `gauge`, `Float`, `Double`, and counters with a scale or an offset or on `/snmp`.</summary>
internal sealed class NumberMapping(Scaling scaling, bool wraps) : CellMapping
{
    /// <summary>Whether cells are the numbers that the device sent.</summary>
    public bool IsUnscaled => scaling.IsNone;

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        var isNumber = WireNumber.TryRead(value, wraps, out var number);
        cell = scaling.Apply(number);
        return isNumber;
    }
}
