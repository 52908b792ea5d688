using System.Text.Unicode;

namespace Collector.Simulator.Mib;

/// <summary>SNMPv2-MIB: the seven scalars of the system group.</summary>
internal static class SystemObjects
{
    public static void AddTo(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.1", RowSetKind.Scalar);
        mib.Text(1, static (in Cell cell, Span<byte> into) => Write(Utf8.TryWrite(into, $"Simulated agent {cell.Device}, Collector", out var length), length));
        // net-snmp's OID for Linux: we answer its enterprise MIB, so the profile chosen by sysObjectID is the right one.
        mib.ObjectId(2, "1.3.6.1.4.1.8072.3.2.10");
        mib.TimeTicks(3, static (in Cell cell) => cell.Uptime & uint.MaxValue);
        mib.Text(4, "noc@example.net");
        mib.Text(5, static (in Cell cell, Span<byte> into) => Write(Utf8.TryWrite(into, $"sim-{cell.Device:D5}", out var length), length));
        mib.Text(6, static (in Cell cell, Span<byte> into) =>
            Write(Utf8.TryWrite(into, $"site {cell.Device % 20}, rack {cell.Device / 20 % 50}", out var length), length));
        mib.Integer(7, static (in Cell _) => 6);
    }

    private static int Write(bool fits, int length) => fits ? length : 0;
}
