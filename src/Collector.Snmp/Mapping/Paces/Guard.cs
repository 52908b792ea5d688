using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Paces;

/// <summary>A scalar that says when the rows of some tables may have become other things, so that nobody has to read their names to know.</summary>
/// <param name="Name">As its MIB has it.</param>
/// <param name="Instance">What is asked for.</param>
/// <param name="Tables">The subtrees of which it speaks.</param>
internal sealed record Guard(string Name, Oid Instance, params Oid[] Tables)
{
    /// <summary>
    /// sysUpTime: rows keep their indexes from one start of the agent to the next. IF-MIB (RFC 2863 section 3.1.5) and ENTITY-MIB say so; others mostly keep
    /// to it. It is asked for with all others.
    /// </summary>
    public static readonly Guard UpTime = new("sysUpTime", Oid.Parse("1.3.6.1.2.1.1.3.0"));

    /// <summary>Those that speak of single tables.</summary>
    public static readonly IReadOnlyList<Guard> LastChanges =
    [
        new("ifTableLastChange", Oid.Parse("1.3.6.1.2.1.31.1.5.0"), Oid.Parse("1.3.6.1.2.1.2.2"), Oid.Parse("1.3.6.1.2.1.31.1.1")),
        new("ifStackLastChange", Oid.Parse("1.3.6.1.2.1.31.1.6.0"), Oid.Parse("1.3.6.1.2.1.31.1.2")),

        // Sensors are rows of entPhysicalTable, in the standard's table (RFC 3433 section 2) and in Cisco's.
        new("entLastChangeTime", Oid.Parse("1.3.6.1.2.1.47.1.4.1.0"), Oid.Parse("1.3.6.1.2.1.47.1.1"), Oid.Parse("1.3.6.1.2.1.47.1.3"),
            Oid.Parse("1.3.6.1.2.1.99.1.1"), Oid.Parse("1.3.6.1.4.1.9.9.91.1.1")),
    ];

    /// <summary>The one that speaks of an object; null when none does.</summary>
    public static Guard? Of(Oid name) => LastChanges.FirstOrDefault(guard => guard.Tables.Any(table => table.IsPrefixOf(name)));
}
