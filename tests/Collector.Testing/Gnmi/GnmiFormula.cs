namespace Collector.Testing.Gnmi;

/// <summary>
/// What the simulator's README promises about gNMI devices, restated: it shares no code with the simulator, so that a mistake in
/// either shows as a difference. Counters grow as those of SNMP agents do.
/// </summary>
public static class GnmiFormula
{
    private const long FlapTicks = 3000;

    /// <summary>Growth per tick of a leaf of <c>state/counters</c>; 0 for a leaf that is no such counter.</summary>
    public static ulong Rate(string leaf, int device, int number) => leaf switch
    {
        "in-octets" => FleetFormula.Rate("ifHCInOctets", device, number),
        "in-unicast-pkts" => FleetFormula.Rate("ifHCInUcastPkts", device, number),
        "in-multicast-pkts" => FleetFormula.Rate("ifHCInMulticastPkts", device, number),
        "in-broadcast-pkts" => FleetFormula.Rate("ifHCInBroadcastPkts", device, number),
        "out-octets" => FleetFormula.Rate("ifHCOutOctets", device, number),
        "out-unicast-pkts" => FleetFormula.Rate("ifHCOutUcastPkts", device, number),
        "out-multicast-pkts" => FleetFormula.Rate("ifHCOutMulticastPkts", device, number),
        "out-broadcast-pkts" => FleetFormula.Rate("ifHCOutBroadcastPkts", device, number),
        _ => 0,
    };

    public static string InterfaceName(int number) => $"Ethernet1/{number}";

    public static string Description(int device, int number) => $"link {number} of gnmi-{device:D5}";

    /// <summary>Down for one of sixteen steps of 30 s.</summary>
    public static bool IsUp(int device, int number, long uptime) => (uptime / FlapTicks + device + number) % 16 != 15;

    /// <summary>The uptime in ticks at which the oper-status last changed, 0 if it never did.</summary>
    public static long LastChange(int device, int number, long uptime)
    {
        var step = uptime / FlapTicks;
        while (step > 0 && IsUp(device, number, step * FlapTicks) == IsUp(device, number, (step - 1) * FlapTicks)) step--;
        return step * FlapTicks;
    }

    /// <summary>Tenths of a degree of a component: 300 … 449.</summary>
    public static long Temperature(int device, int component, long uptime) => 300 + (FleetFormula.Spread(device, component) + uptime / 500) % 150;
}
