using Collector.Snmp.Ber;

namespace Collector.Simulator.Mib;

/// <summary>HOST-RESOURCES-MIB: scalars, three storage areas, four processors.</summary>
internal static class HostResourcesObjects
{
    public static readonly Row[] Storage = [new(1, 1), new(31, 2), new(32, 3)];
    public static readonly Row[] Processors = [new(196608, 1), new(196609, 2), new(196610, 3), new(196611, 4)];

    private static readonly byte[] _ram = Oid.Parse("1.3.6.1.2.1.25.2.1.2").Encoded.ToArray();
    private static readonly byte[] _fixedDisk = Oid.Parse("1.3.6.1.2.1.25.2.1.4").Encoded.ToArray();

    // In allocation units of 4,096 octets.
    private static readonly ulong[] _sizes = [4_000_000, 25_000_000, 125_000_000];

    public static void AddTo(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.25.1", RowSetKind.Scalar);
        mib.TimeTicks(1, static (in Cell cell) => cell.Uptime & uint.MaxValue);
        mib.Gauge(5, static (in Cell cell) => cell.Wander(6000, 5));
        mib.Gauge(6, static (in Cell cell) => 80 + cell.Wander(1000, 40));
        mib.Integer(7, static (in Cell _) => 0);
        mib.Under("1.3.6.1.2.1.25.2", RowSetKind.Scalar);
        mib.Integer(2, static (in Cell _) => _sizes[0] * 4);
        AddStorage(mib);
        AddProcessors(mib);
    }

    private static void AddStorage(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.25.2.3.1", RowSetKind.Storage);
        mib.Integer(1, static (in Cell cell) => cell.Index);
        mib.ObjectId(2, static (in Cell cell, Span<byte> into) => Octets.Copy(cell.Number == 1 ? _ram : _fixedDisk, into));
        mib.Text(3, static (in Cell cell, Span<byte> into) => WriteName(cell.Number, into));
        mib.Integer(4, static (in Cell _) => 4096);
        mib.Integer(5, static (in Cell cell) => _sizes[cell.Number - 1]);
        mib.Integer(6, static (in Cell cell) => _sizes[cell.Number - 1] / 100 * (10 + cell.Wander(6000, 80)));
        mib.Counter32(7, static (in Cell _) => 0);
    }

    private static void AddProcessors(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.25.3.2.1", RowSetKind.Processors);
        mib.Integer(1, static (in Cell cell) => cell.Index);
        mib.ObjectId(2, "1.3.6.1.2.1.25.3.1.3"); // hrDeviceProcessor
        mib.Text(3, "Simulated processor");
        mib.ObjectId(4, "0.0");
        mib.Integer(5, static (in Cell _) => 2); // running
        mib.Counter32(6, static (in Cell _) => 0);
        mib.Under("1.3.6.1.2.1.25.3.3.1", RowSetKind.Processors);
        mib.ObjectId(1, "0.0");
        mib.Integer(2, static (in Cell cell) => cell.Wander(1000, 100));
    }

    private static int WriteName(int number, Span<byte> into) =>
        Octets.Copy(number switch { 1 => "Physical memory"u8, 2 => "/"u8, _ => "/var"u8 }, into);
}
