using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>Metric types `EnumAsInfo` and `EnumAsStateSet`: the cell is the code.</summary>
internal sealed class CodeMapping : CellMapping
{
    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        cell = (ulong)(long)NumberMapping.Read(value);
        return true;
    }
}
