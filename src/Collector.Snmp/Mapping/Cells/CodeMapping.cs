using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric types `EnumAsInfo` and `EnumAsStateSet`: the cell is the code.</summary>
internal sealed class CodeMapping(bool wraps) : CellMapping
{
    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        var isNumber = WireNumber.TryRead(value, wraps, out var number);
        cell = (ulong)(long)number;
        return isNumber;
    }
}
