using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Paces;

/// <summary>The standard objects that hardly ever change: names of rows and constants. No counter is here, and no state that somebody may want to be alerted of.</summary>
internal static class SlowObjects
{
    private const string IfEntry = "1.3.6.1.2.1.2.2.1";
    private const string IfXEntry = "1.3.6.1.2.1.31.1.1.1";
    private const string EntPhySensorEntry = "1.3.6.1.2.1.99.1.1.1";
    private const string EntSensorValueEntry = "1.3.6.1.4.1.9.9.91.1.1.1.1";

    // Only with a reason: ifOperStatus, ifAdminStatus, ifLastChange, ifPromiscuousMode and ifCounterDiscontinuityTime are not constants.
    private static readonly HashSet<Oid> Objects =
    [
        .. Columns(IfEntry, 1, 2, 3, 4, 6, 22),  // ifIndex, ifDescr, ifType, ifMtu, ifPhysAddress, ifSpecific
        .. Columns(IfXEntry, 1, 14, 17),         // ifName, ifLinkUpDownTrapEnable, ifConnectorPresent
        .. Columns(EntPhySensorEntry, 1, 2, 3, 6, 8), // type, scale, precision, unit, update rate
        .. Columns(EntSensorValueEntry, 1, 2, 3), // the same of Cisco's
    ];

    private static readonly HashSet<Oid> SoughtAfter =
    [
        .. Columns(IfEntry, 5),       // ifSpeed
        .. Columns(IfXEntry, 15, 18), // ifHighSpeed, which a lost member of a bundle changes, and ifAlias, which people edit
    ];

    private static readonly Oid[] Subtrees = [Oid.Parse("1.3.6.1.2.1.47.1.1"), Oid.Parse("1.3.6.1.2.1.47.1.3"), Oid.Parse("1.3.6.1.2.1.31.1.2.1")]; // entities, what they are, ifStackTable

    public static bool Contains(Oid name) => Objects.Contains(name) || SoughtAfter.Contains(name) || IsWholeTable(name);

    /// <summary>Whether people change it by hand, and look for it soon after.</summary>
    public static bool IsSoughtAfter(Oid name) => SoughtAfter.Contains(name);

    /// <summary>Whether its table has nothing else, so that only a guard says that a row is gone.</summary>
    public static bool IsWholeTable(Oid name) => Array.Exists(Subtrees, subtree => subtree.IsPrefixOf(name));

    private static IEnumerable<Oid> Columns(string entry, params uint[] columns) => columns.Select(column => Oid.Parse(entry).Append(column));
}
