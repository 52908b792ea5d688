using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Cells;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>Where a module has sysUpTime.0 (RFC 3418), so that whoever makes rates learns of restarts with the counters themselves.</summary>
/// <param name="Table">Place of the table in the schema.</param>
/// <param name="Column">Place of the column in the table.</param>
internal sealed record UptimeColumn(int Table, int Column)
{
    private const long MsPerTick = 10;

    private static readonly Oid Name = Oid.Parse("1.3.6.1.2.1.1.3");

    /// <summary>Null when the module does not ask for it, or not for the number itself.</summary>
    public static UptimeColumn? Of(ObjectMap objects) =>
        objects.Find(Name.Append(0).Encoded, null) is { Mapping: NumberMapping { IsUnscaled: true } } found ? new UptimeColumn(found.Table, found.Column) : null;

    /// <summary>Tells a snapshot, whose tables are complete, how long its device has been up.</summary>
    public static void Read(UptimeColumn? uptime, ModuleSnapshot snapshot)
    {
        (snapshot.DeviceUptimeMs, snapshot.DeviceUptimeAfterMs) = (-1, 0);
        if (uptime is null) return;
        var table = snapshot.Tables[uptime.Table];
        foreach (var row in table.Slice(uptime.Column))
        {
            snapshot.DeviceUptimeMs = (long)BitConverter.UInt64BitsToDouble(table.Cells[uptime.Column * table.RowCapacity + row]) * MsPerTick;
            snapshot.DeviceUptimeAfterMs = table.AnsweredAfterMs[row];
            return;
        }
    }
}
