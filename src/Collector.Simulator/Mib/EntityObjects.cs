namespace Collector.Simulator.Mib;

/// <summary>ENTITY-MIB (a chassis, two power supplies, a fan tray, the sensors) and ENTITY-SENSOR-MIB (six sensors).</summary>
internal static class EntityObjects
{
    public static readonly Row[] Sensors = [.. Enumerable.Range(1, 6).Select(static number => new Row(1000 + (uint)number, 10 + number))];
    public static readonly Row[] Entities = [new(1, 1), new(2, 2), new(3, 3), new(4, 4), .. Sensors];

    public static void AddTo(ColumnList mib)
    {
        mib.Under("1.3.6.1.2.1.47.1.1.1.1", RowSetKind.Entities);
        AddPhysical(mib);
        mib.Under("1.3.6.1.2.1.99.1.1.1", RowSetKind.Sensors);
        AddSensors(mib);
        mib.Under("1.3.6.1.2.1.47.1.4", RowSetKind.Scalar);
        mib.TimeTicks(1, static (in Cell _) => 0); // entLastChangeTime: they never change
    }

    private static void AddPhysical(ColumnList mib)
    {
        mib.Text(2, static (in Cell cell, Span<byte> into) => WriteName(cell.Number, into));
        mib.ObjectId(3, "0.0");
        mib.Integer(4, static (in Cell cell) => cell.Number == 1 ? 0u : 1u); // contained in the chassis, which is in nothing
        mib.Integer(5, static (in Cell cell) => cell.Number switch { 1 => 3, 2 or 3 => 6, 4 => 7, _ => 8u }); // chassis, powerSupply, fan, sensor
        mib.Integer(6, static (in Cell cell) => (ulong)cell.Number);
        mib.Text(7, static (in Cell cell, Span<byte> into) => WriteName(cell.Number, into));
        mib.Text(8, "1.0");
        mib.Text(9, "");
        mib.Text(10, "0.1.0");
        mib.Text(11, static (in Cell cell, Span<byte> into) =>
            new Octets(into).Add("S"u8).Add(cell.Device, 5).Add("-"u8).Add(cell.Number, 3).Length);
        mib.Text(12, "Collector");
        mib.Text(13, static (in Cell cell, Span<byte> into) => cell.Number == 1 ? Octets.Copy("SIM-1"u8, into) : 0);
        mib.Text(14, "");
        mib.Text(15, "");
        mib.Integer(16, static (in Cell cell) => cell.Number is 2 or 3 ? 1u : 2u); // entPhysicalIsFRU
    }

    // Two of each: degrees Celsius in tenths, volts in thousandths (milli, no precision), revolutions a minute.
    private static void AddSensors(ColumnList mib)
    {
        mib.Integer(1, static (in Cell cell) => Kind(cell) switch { 0 => 8, 1 => 4, _ => 10u });
        mib.Integer(2, static (in Cell cell) => Kind(cell) == 1 ? 8u : 9u);
        mib.Integer(3, static (in Cell cell) => Kind(cell) == 0 ? 1u : 0u);
        mib.Integer(4, static (in Cell cell) => Kind(cell) switch
        {
            0 => 300 + cell.Wander(500, 150),
            1 => 11_900 + cell.Wander(500, 200),
            _ => 4000 + cell.Wander(500, 1000),
        });
        mib.Integer(5, static (in Cell _) => 1); // ok
        mib.Text(6, static (in Cell cell, Span<byte> into) => Octets.Copy(Kind(cell) switch { 0 => "Celsius"u8, 1 => "Volts"u8, _ => "RPM"u8 }, into));
        mib.TimeTicks(7, static (in Cell cell) => cell.Uptime & uint.MaxValue);
        mib.Gauge(8, static (in Cell _) => 5000);
    }

    private static int Kind(in Cell cell) => (cell.Number - 11) % 3;

    private static int WriteName(int number, Span<byte> into) => number switch
    {
        1 => Octets.Copy("Chassis"u8, into),
        2 or 3 => new Octets(into).Add("PSU "u8).Add(number - 1).Length,
        4 => Octets.Copy("Fan tray"u8, into),
        _ => new Octets(into).Add("Sensor "u8).Add(number - 10).Length,
    };
}
