using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric type `Bits`: the octets are kept as they came, since modules name bits far beyond what a cell holds.</summary>
internal sealed class BitsMapping : CellMapping
{
    /// <inheritdoc/>
    public override string Takes => "bits are octets";

    /// <inheritdoc/>
    public override bool IsText => true;

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        cell = 0;
        if (value.Type != SmiType.OctetString) return false; // snmp_exporter fails the scrape here
        value.Content.CopyTo(staging.TextRoom(value.Content.Length));
        cell = staging.CommitText(value.Content.Length);
        return true;
    }
}
