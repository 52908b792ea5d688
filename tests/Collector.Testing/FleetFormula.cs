namespace Collector.Testing;

/// <summary>
/// What the simulator's README promises about interface counters, restated: it shares no code with the simulator,
/// so that a mistake in either shows as a difference.
/// </summary>
public static class FleetFormula
{
    /// <summary>Hundredths of a second between the epoch and a moment: sysUpTime of a device that never restarted.</summary>
    public static long Ticks(DateTimeOffset epoch, DateTimeOffset moment) => (moment - epoch).Ticks / 100_000;

    /// <summary>h(d, n) = (7477 d + 52361 n) mod 9973.</summary>
    public static long Spread(int device, int number) => ((7477L * device) + (52361L * number)) % 9973;

    /// <summary>Growth per tick of a counter, named by its ifXTable or ifTable column; 0 for a column that is no such counter.</summary>
    public static ulong Rate(string column, int device, int number)
    {
        var h = (ulong)Spread(device, number);
        return column switch
        {
            "ifHCInOctets" or "ifInOctets" => 1_200_007 + (97 * h),
            "ifHCInUcastPkts" or "ifInUcastPkts" => 1301 + h,
            "ifHCInMulticastPkts" or "ifInMulticastPkts" => 17 + h,
            "ifHCInBroadcastPkts" or "ifInBroadcastPkts" => 3 + h,
            "ifInNUcastPkts" => 20 + (2 * h),
            "ifHCOutOctets" or "ifOutOctets" => 700_001 + (89 * h),
            "ifHCOutUcastPkts" or "ifOutUcastPkts" => 907 + h,
            "ifHCOutMulticastPkts" or "ifOutMulticastPkts" => 19 + h,
            "ifHCOutBroadcastPkts" or "ifOutBroadcastPkts" => 7 + h,
            "ifOutNUcastPkts" => 26 + (2 * h),
            _ => 0,
        };
    }

    /// <summary>The value of a counter when the device had been up for so many ticks.</summary>
    public static ulong Value(string column, int device, int number, ulong uptime)
    {
        var value = unchecked(Rate(column, device, number) * uptime);
        return column.Contains("HC", StringComparison.Ordinal) ? value : value & 0xFFFF_FFFF;
    }

    /// <summary>
    /// Whether a 64-bit counter can have had this value at an uptime from <paramref name="earliest"/> to <paramref name="latest"/>:
    /// it must be a whole multiple of its rate. Says no to values of another device, interface, column or time.
    /// </summary>
    public static bool CanBe(ulong value, string column, int device, int number, ulong earliest, ulong latest)
    {
        var rate = Rate(column, device, number);
        if (rate == 0 || value % rate != 0) return false;
        var uptime = value / rate;
        return uptime >= earliest && uptime <= latest;
    }

    /// <summary>The same for a 32-bit counter: tries every tick between the two.</summary>
    public static bool CanBe32(ulong value, string column, int device, int number, ulong earliest, ulong latest)
    {
        for (var uptime = earliest; uptime <= latest; uptime++)
        {
            if (Value(column, device, number, uptime) == value) return true;
        }
        return false;
    }

    /// <summary>j = 0 … 4: ifInDiscards, ifInErrors, ifInUnknownProtos, ifOutDiscards, ifOutErrors.</summary>
    public static ulong Errors(int j, int device, int number, ulong uptime) => (ulong)((Spread(device, number) + j) % 5) * (uptime / 1000);

    public static string IfName(int number) => $"xe-0/0/{number}";

    public static string IfDescr(int number) => $"Simulated Ethernet {number}";

    public static string IfAlias(int device, int number) => $"link {number} of sim-{device:D5}";

    /// <summary>1 (up) or 2 (down).</summary>
    public static int IfOperStatus(int device, int number) => (device + number) % 16 == 15 ? 2 : 1;

    /// <summary>Mbit/s.</summary>
    public static int IfHighSpeed(int number) => (number % 5) switch { 0 => 10_000, 1 => 25_000, 2 => 40_000, 3 => 100_000, _ => 400_000 };
}
