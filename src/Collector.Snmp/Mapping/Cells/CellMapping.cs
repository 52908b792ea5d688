using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Turns a varbind's value into a column's cell: the wire side of a column kind. A new metric type is a new subclass.</summary>
/// <remarks>Immutable; called for every varbind, so it neither allocates nor throws. Types that need what was known before are <see cref="ExtractedNumbers"/>.</remarks>
internal abstract class CellMapping
{
    /// <summary>Whether cells point into the table's text.</summary>
    public virtual bool IsText => false;

    /// <summary>What it can do something with, for whoever wonders why there is no series: "counter takes …".</summary>
    public virtual string Takes => "it takes any value";

    /// <summary>False when the value has no place in this column: the cell stays absent.</summary>
    public abstract bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell);
}
