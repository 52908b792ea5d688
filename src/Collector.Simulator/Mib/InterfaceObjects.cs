namespace Collector.Simulator.Mib;

/// <summary>IF-MIB: ifNumber, the 22 columns of ifTable, the 19 of ifXTable, and ifTableLastChange.</summary>
internal static class InterfaceObjects
{
    // Mbit/s, by number modulo 5.
    private static readonly ulong[] _speeds = [10_000, 25_000, 40_000, 100_000, 400_000];

    public static void AddTo(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.2", RowSetKind.Scalar);
        mib.Integer(1, static (in Cell cell) => (ulong)cell.Layout[(int)RowSetKind.Interfaces].Count);
        mib.Under("1.3.6.1.2.1.2.2.1", RowSetKind.Interfaces);
        AddDescription(mib);
        AddCounters(mib);
        mib.Under("1.3.6.1.2.1.31.1.1.1", RowSetKind.Interfaces);
        AddExtension(mib);
        mib.Under("1.3.6.1.2.1.31.1", RowSetKind.Scalar);
        mib.TimeTicks(5, static (in Cell cell) => cell.LastChange & uint.MaxValue); // ifTableLastChange
    }

    private static void AddDescription(ColumnList mib)
    {
        mib.Integer(1, static (in Cell cell) => cell.Index);
        mib.Text(2, static (in Cell cell, Span<byte> into) => WriteDescription(cell, into));
        mib.Integer(3, static (in Cell _) => 6); // ethernetCsmacd
        mib.Integer(4, static (in Cell _) => 9000);
        mib.Gauge(5, static (in Cell cell) => Math.Min(Speed(cell) * 1_000_000, uint.MaxValue));
        mib.Text(6, static (in Cell cell, Span<byte> into) => WriteMac(cell, into));
        mib.Integer(7, static (in Cell _) => 1);
        mib.Integer(8, static (in Cell cell) => (cell.Device + cell.Number) % 16 == 15 ? 2u : 1u);
        mib.TimeTicks(9, static (in Cell cell) => Math.Min(cell.Uptime, 100 * (ulong)cell.Number) & uint.MaxValue);
    }

    private static void AddCounters(ColumnList mib)
    {
        mib.Counter32(10, static (in Cell cell) => Low(cell, InterfaceCounter.InOctets));
        mib.Counter32(11, static (in Cell cell) => Low(cell, InterfaceCounter.InUnicast));
        mib.Counter32(12, static (in Cell cell) => LowSum(cell, InterfaceCounter.InMulticast, InterfaceCounter.InBroadcast));
        mib.Counter32(13, static (in Cell cell) => Rare(cell, 0));
        mib.Counter32(14, static (in Cell cell) => Rare(cell, 1));
        mib.Counter32(15, static (in Cell cell) => Rare(cell, 2));
        mib.Counter32(16, static (in Cell cell) => Low(cell, InterfaceCounter.OutOctets));
        mib.Counter32(17, static (in Cell cell) => Low(cell, InterfaceCounter.OutUnicast));
        mib.Counter32(18, static (in Cell cell) => LowSum(cell, InterfaceCounter.OutMulticast, InterfaceCounter.OutBroadcast));
        mib.Counter32(19, static (in Cell cell) => Rare(cell, 3));
        mib.Counter32(20, static (in Cell cell) => Rare(cell, 4));
        mib.Gauge(21, static (in Cell _) => 0);
        mib.ObjectId(22, "0.0");
    }

    private static void AddExtension(ColumnList mib)
    {
        mib.Text(1, static (in Cell cell, Span<byte> into) => WriteName(cell, into));
        mib.Counter32(2, static (in Cell cell) => Low(cell, InterfaceCounter.InMulticast));
        mib.Counter32(3, static (in Cell cell) => Low(cell, InterfaceCounter.InBroadcast));
        mib.Counter32(4, static (in Cell cell) => Low(cell, InterfaceCounter.OutMulticast));
        mib.Counter32(5, static (in Cell cell) => Low(cell, InterfaceCounter.OutBroadcast));
        mib.Counter64(6, static (in Cell cell) => High(cell, InterfaceCounter.InOctets));
        mib.Counter64(7, static (in Cell cell) => High(cell, InterfaceCounter.InUnicast));
        mib.Counter64(8, static (in Cell cell) => High(cell, InterfaceCounter.InMulticast));
        mib.Counter64(9, static (in Cell cell) => High(cell, InterfaceCounter.InBroadcast));
        mib.Counter64(10, static (in Cell cell) => High(cell, InterfaceCounter.OutOctets));
        mib.Counter64(11, static (in Cell cell) => High(cell, InterfaceCounter.OutUnicast));
        mib.Counter64(12, static (in Cell cell) => High(cell, InterfaceCounter.OutMulticast));
        mib.Counter64(13, static (in Cell cell) => High(cell, InterfaceCounter.OutBroadcast));
        mib.Integer(14, static (in Cell _) => 1);
        mib.Gauge(15, static (in Cell cell) => Speed(cell));
        mib.Integer(16, static (in Cell _) => 2); // false
        mib.Integer(17, static (in Cell _) => 1); // true
        mib.Text(18, static (in Cell cell, Span<byte> into) => WriteAlias(cell, into));
        mib.TimeTicks(19, static (in Cell _) => 0);
    }

    private static ulong Speed(in Cell cell) => _speeds[cell.Number % _speeds.Length];

    private static ulong High(in Cell cell, InterfaceCounter counter) =>
        cell.Override is { } changed && changed.Counters.TryGetValue(counter, out var set)
            ? set
            : CounterFormula.Value(counter, cell.Device, cell.Number, cell.Uptime);

    private static ulong Low(in Cell cell, InterfaceCounter counter) => High(cell, counter) & uint.MaxValue;

    private static ulong LowSum(in Cell cell, InterfaceCounter one, InterfaceCounter other) =>
        unchecked(High(cell, one) + High(cell, other)) & uint.MaxValue;

    private static ulong Rare(in Cell cell, int column) =>
        CounterFormula.Rare(column, cell.Device, cell.Number, cell.Uptime) & uint.MaxValue;

    private static int WriteDescription(in Cell cell, Span<byte> into) =>
        new Octets(into).Add("Simulated Ethernet "u8).Add(cell.NameNumber).Length;

    private static int WriteName(in Cell cell, Span<byte> into)
    {
        if (cell.Override?.Name is { } name) return Octets.Copy(name, into);
        return new Octets(into).Add("xe-0/0/"u8).Add(cell.NameNumber).Length;
    }

    private static int WriteAlias(in Cell cell, Span<byte> into)
    {
        if (cell.Override?.Alias is { } alias) return Octets.Copy(alias, into);
        return new Octets(into).Add("link "u8).Add(cell.NameNumber).Add(" of sim-"u8).Add(cell.Device, 5).Length;
    }

    /// <summary>02 (locally administered), three octets of device, two of number.</summary>
    private static int WriteMac(in Cell cell, Span<byte> into)
    {
        into[0] = 2;
        into[1] = (byte)(cell.Device >> 16);
        into[2] = (byte)(cell.Device >> 8);
        into[3] = (byte)cell.Device;
        into[4] = (byte)(cell.Number >> 8);
        into[5] = (byte)cell.Number;
        return 6;
    }
}
