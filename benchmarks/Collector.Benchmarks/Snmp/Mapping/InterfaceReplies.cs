using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>GETBULK replies as agents send them: one column of ifXTable, 25 rows a datagram, version 2c.</summary>
internal static class InterfaceReplies
{
    private const int RowsOfReply = 25;

    public static Oid ColumnOid { get; } = Oid.Parse("1.3.6.1.2.1.31.1.1.1.6"); // ifHCInOctets

    /// <summary>The replies to a walk over interfaces 1 to <paramref name="rows"/>, without one of them.</summary>
    public static byte[][] Write(int rows, int without = 0) =>
        [.. Enumerable.Range(1, rows).Where(row => row != without).Chunk(RowsOfReply).Select(Write)];

    /// <summary>What the lane does with a datagram before the mapper sees it.</summary>
    public static ReadOnlySpan<byte> VarbindsOf(byte[] datagram)
    {
        CommunityMessage.TryRead(datagram, out _, out _, out ReadOnlySpan<byte> body);
        PduReader.TryRead(body, out Pdu pdu);
        return pdu.VarbindList;
    }

    private static byte[] Write(int[] rows)
    {
        var buffer = new byte[1500];
        var random = new Random(rows[0]);
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min));
        foreach (int row in rows)
            writer.TryAddUnsigned(ColumnOid.Append((uint)row).Encoded, SmiType.Counter64, (ulong)random.NextInt64() >> random.Next(8, 40));
        writer.TryComplete(out int length);
        return buffer[..length];
    }
}
