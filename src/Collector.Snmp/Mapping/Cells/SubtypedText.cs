using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>
/// Metric types `InetAddress`, `InetAddressMissingSize` and `LldpPortId`: how the octets are written is said by the column before this one. Either may be
/// read first, so the texts are written when all are in.
/// </summary>
/// <remarks>Immutable; shared by all targets. A target's values are in the held ones of its <see cref="TableState"/>.</remarks>
/// <param name="Column">The column that is filled.</param>
/// <param name="Octets">Where the octets are held.</param>
/// <param name="Kind">Whose codes say how they are written.</param>
/// <param name="Code">Where those are held.</param>
internal sealed record SubtypedText(int Column, int Octets, SubtypeKind Kind, int Code)
{
    /// <summary>Writes the texts of all rows that this poll has. A code that a poll was cut short before is that of the poll before.</summary>
    public void Write(TableState table, bool isComplete)
    {
        var staging = table.Staging!;
        var (octets, codes) = (table.Held[Octets], table.Held[Code]);
        foreach (var row in staging.Slice(Column))
        {
            if (!octets.TryGet(row, out var value)) continue;
            var isKnown = codes.TryGet(row, out var subtype) && (!isComplete || codes.IsSeen(row));
            var form = isKnown && subtype.TryGetInt64(out var code) ? Kind.FormOf(code) : TextForm.Hex;
            staging.Set(Column, row, TextMapping.Write(form, null, value, staging));
        }
    }

    /// <summary>While varbinds come in, the cell only says that the row has a value.</summary>
    internal sealed class Placeholder : CellMapping
    {
        /// <inheritdoc/>
        public override bool IsText => true;

        /// <inheritdoc/>
        public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
        {
            cell = 0; // no text, at the beginning of the table's
            return true;
        }
    }
}
