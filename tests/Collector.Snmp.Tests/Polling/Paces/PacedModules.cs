using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling.Paces;

/// <summary>What <see cref="RenumberingDevice"/> has as a module: a counter in every poll; a name, an alias and a speed at their own pace. Each column is a walk of its own.</summary>
internal static class PacedModules
{
    /// <summary>With the usual paces, also for few interfaces.</summary>
    public static ModulePlan Usual { get; } = With(new SnmpPaces());

    /// <summary>With paces so long that only a sign has anything read that is not read in every poll.</summary>
    public static ModulePlan Rare { get; } = With(new SnmpPaces
    {
        Labels = TimeSpan.FromDays(1),
        Constants = TimeSpan.FromDays(1),
        Columns = new Dictionary<string, TimeSpan> { ["ifAlias"] = TimeSpan.FromDays(1), ["ifHighSpeed"] = TimeSpan.FromDays(1) },
    });

    /// <summary>Everything in every poll.</summary>
    public static ModulePlan Off { get; } = With(SnmpPaces.Off);

    public static ModulePlan With(SnmpPaces paces, int fewestInstances = 0) => ModuleCompiler.Compile(
        Options(
            Metric("ifInOctets", RenumberingDevice.InOctets, SnmpMetricType.Counter, [Index("ifIndex")], Labels),
            Metric("ifHighSpeed", RenumberingDevice.HighSpeed, SnmpMetricType.Gauge, [Index("ifIndex")], Labels)) with
        {
            Name = "interfaces",
            Walk = [Oid.Parse(RenumberingDevice.InOctets), Oid.Parse(RenumberingDevice.Name), Oid.Parse(RenumberingDevice.HighSpeed), Oid.Parse(RenumberingDevice.Alias)],
        },
        0,
        [],
        paces: paces.For("interfaces") with { FewestInstances = fewestInstances });

    private static LookupOptions[] Labels => [Lookup("ifName", RenumberingDevice.Name, by: "ifIndex"), Lookup("ifAlias", RenumberingDevice.Alias, by: "ifIndex")];
}
