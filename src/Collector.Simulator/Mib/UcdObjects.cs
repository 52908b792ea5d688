using System.Buffers.Binary;
namespace Collector.Simulator.Mib;

/// <summary>UCD-SNMP-MIB (memory, load averages, CPU) and UCD-DISKIO-MIB.</summary>
internal static class UcdObjects
{
    public static readonly Row[] LoadAverages = [new(1, 1), new(2, 2), new(3, 3)];
    public static readonly Row[] Disks = [new(1, 1), new(2, 2)];

    private const ulong TotalMemory = 16_000_000; // kB
    private const ulong TotalSwap = 2_000_000;

    public static void AddTo(ColumnList mib)
    {
        mib.Under("1.3.6.1.4.1.2021.4", RowSetKind.Scalar);
        AddMemory(mib);
        mib.Under("1.3.6.1.4.1.2021.10.1", RowSetKind.LoadAverages);
        AddLoadAverages(mib);
        mib.Under("1.3.6.1.4.1.2021.11", RowSetKind.Scalar);
        AddSystemStats(mib);
        mib.Under("1.3.6.1.4.1.2021.13.15.1.1", RowSetKind.Disks);
        AddDisks(mib);
    }

    private static void AddMemory(ColumnList mib)
    {
        mib.Integer(1, static (in Cell _) => 0);
        mib.Text(2, "swap");
        mib.Integer(3, static (in Cell _) => TotalSwap);
        mib.Integer(4, static (in Cell cell) => TotalSwap - (1000 * cell.Wander(6000, 100)));
        mib.Integer(5, static (in Cell _) => TotalMemory);
        mib.Integer(6, static (in Cell cell) => FreeMemory(cell));
        mib.Integer(11, static (in Cell cell) => FreeMemory(cell) + TotalSwap - (1000 * cell.Wander(6000, 100)));
        mib.Integer(12, static (in Cell _) => 16_000);
        mib.Integer(13, static (in Cell _) => 50_000);
        mib.Integer(14, static (in Cell _) => 300_000);
        mib.Integer(15, static (in Cell cell) => 2_000_000 + (10_000 * cell.Wander(1000, 100)));
        mib.Integer(100, static (in Cell _) => 0);
        mib.Text(101, "");
    }

    private static void AddLoadAverages(ColumnList mib)
    {
        mib.Integer(1, static (in Cell cell) => cell.Index);
        mib.Text(2, static (in Cell cell, Span<byte> into) => Octets.Copy(cell.Number switch { 1 => "Load-1"u8, 2 => "Load-5"u8, _ => "Load-15"u8 }, into));
        mib.Text(3, static (in Cell cell, Span<byte> into) =>
            new Octets(into).Add(Load(cell) / 100).Add("."u8).Add(Load(cell) % 100, 2).Length);
        mib.Text(4, "12.00");
        mib.Integer(5, static (in Cell cell) => Load(cell));
        mib.Opaque(6, static (in Cell cell, Span<byte> into) => WriteFloat(Load(cell) / 100f, into));
        mib.Integer(100, static (in Cell _) => 0);
        mib.Text(101, "");
    }

    // Shares of four processors, in percent: user, system, wait; the rest idles.
    private static void AddSystemStats(ColumnList mib)
    {
        mib.Integer(1, static (in Cell _) => 1);
        mib.Text(2, "systemStats");
        mib.Integer(3, static (in Cell _) => 0);
        mib.Integer(4, static (in Cell _) => 0);
        mib.Integer(9, static (in Cell cell) => User(cell));
        mib.Integer(10, static (in Cell cell) => System(cell));
        mib.Integer(11, static (in Cell cell) => Idle(cell));
        mib.Counter32(50, static (in Cell cell) => Share(cell, User(cell)));
        mib.Counter32(51, static (in Cell _) => 0);
        mib.Counter32(52, static (in Cell cell) => Share(cell, System(cell)));
        mib.Counter32(53, static (in Cell cell) => Share(cell, Idle(cell)));
        mib.Counter32(54, static (in Cell cell) => Share(cell, Wait(cell)));
        mib.Counter32(55, static (in Cell _) => 0);
        mib.Counter32(56, static (in Cell _) => 0);
        mib.Counter32(57, static (in Cell cell) => Growing(cell, 11));
        mib.Counter32(58, static (in Cell cell) => Growing(cell, 13));
        mib.Counter32(59, static (in Cell cell) => Growing(cell, 20));
        mib.Counter32(60, static (in Cell cell) => Growing(cell, 40));
        mib.Counter32(61, static (in Cell _) => 0);
        mib.Counter32(62, static (in Cell _) => 0);
        mib.Counter32(63, static (in Cell _) => 0);
    }

    private static void AddDisks(ColumnList mib)
    {
        mib.Integer(1, static (in Cell cell) => cell.Index);
        mib.Text(2, static (in Cell cell, Span<byte> into) => Octets.Copy(cell.Number == 1 ? "sda"u8 : "sdb"u8, into));
        mib.Counter32(3, static (in Cell cell) => DiskOctets(cell, 4096) & uint.MaxValue);
        mib.Counter32(4, static (in Cell cell) => DiskOctets(cell, 8192) & uint.MaxValue);
        mib.Counter32(5, static (in Cell cell) => Growing(cell, 1));
        mib.Counter32(6, static (in Cell cell) => Growing(cell, 2));
        mib.Integer(9, static (in Cell cell) => cell.Wander(1000, 100));
        mib.Integer(10, static (in Cell cell) => cell.Wander(5000, 100));
        mib.Integer(11, static (in Cell cell) => cell.Wander(15_000, 100));
        mib.Counter64(12, static (in Cell cell) => DiskOctets(cell, 4096));
        mib.Counter64(13, static (in Cell cell) => DiskOctets(cell, 8192));
    }

    private static ulong FreeMemory(in Cell cell) => TotalMemory / 100 * (10 + cell.Wander(6000, 60));

    private static ulong Load(in Cell cell) => cell.Wander(6000, 400);

    private static ulong User(in Cell cell) => 5 + (cell.Spread % 40);

    private static ulong System(in Cell cell) => 2 + (cell.Spread % 10);

    private static ulong Wait(in Cell cell) => cell.Spread % 5;

    private static ulong Idle(in Cell cell) => 100 - User(cell) - System(cell) - Wait(cell);

    private static ulong Share(in Cell cell, ulong percent) => cell.Uptime * 4 * percent / 100 & uint.MaxValue;

    private static ulong Growing(in Cell cell, ulong least) => unchecked((least + (cell.Spread % 10)) * cell.Uptime) & uint.MaxValue;

    private static ulong DiskOctets(in Cell cell, ulong least) => unchecked((least + cell.Spread) * cell.Uptime);

    /// <summary>net-snmp's Opaque-wrapped float: 9F 78, length 4, IEEE 754.</summary>
    private static int WriteFloat(float value, Span<byte> into)
    {
        into[0] = 0x9F;
        into[1] = 0x78;
        into[2] = 4;
        BinaryPrimitives.WriteSingleBigEndian(into[3..], value);
        return 7;
    }
}
