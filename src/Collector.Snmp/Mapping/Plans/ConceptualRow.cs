using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>Where an object's neighbours are: the columns of one conceptual row share all but the last sub-identifier (RFC 2578 section 7.1.12).</summary>
internal static class ConceptualRow
{
    /// <summary>The row that a column belongs to; the object itself when it has nothing above it.</summary>
    public static Oid Of(Oid column) => Oid.TryFromEncoded(column.Encoded[..StartOfLast(column)], out var entry) ? entry : column;

    /// <summary>The column one lower, where MIBs put the code that says what this one holds; null when there is none.</summary>
    public static Oid? ColumnBefore(Oid column)
    {
        var start = StartOfLast(column);
        var last = column.Encoded[start..];
        if (start == 0 || !Oid.TryReadSubId(ref last, out var id) || id == 0) return null;
        return Of(column).Append(id - 1);
    }

    private static int StartOfLast(Oid column)
    {
        var start = column.Encoded.Length - 1;
        while (start > 0 && column.Encoded[start - 1] >= 0x80) start--;
        return Math.Max(0, start);
    }
}
