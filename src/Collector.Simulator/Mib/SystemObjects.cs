namespace Collector.Simulator.Mib;

/// <summary>SNMPv2-MIB: the seven scalars of the system group.</summary>
internal static class SystemObjects
{
    public static void AddTo(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.1", RowSetKind.Scalar);
        mib.Text(1, static (in Cell cell, Span<byte> into) =>
            new Octets(into).Add("Simulated agent "u8).Add(cell.Device).Add(", Collector"u8).Length);
        // net-snmp's OID for Linux: we answer its enterprise MIB, so the profile chosen by sysObjectID is the right one.
        mib.ObjectId(2, "1.3.6.1.4.1.8072.3.2.10");
        mib.TimeTicks(3, static (in Cell cell) => cell.Uptime & uint.MaxValue);
        mib.Text(4, "noc@example.net");
        mib.Text(5, static (in Cell cell, Span<byte> into) => new Octets(into).Add("sim-"u8).Add(cell.Device, 5).Length);
        mib.Text(6, static (in Cell cell, Span<byte> into) =>
            new Octets(into).Add("site "u8).Add(cell.Device % 20).Add(", rack "u8).Add(cell.Device / 20 % 50).Length);
        mib.Integer(7, static (in Cell _) => 6);
    }
}
