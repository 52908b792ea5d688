using Collector.Snmp.Modules;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>Compares polled series with what net-snmp's client saw before and after the poll.</summary>
internal static class Comparison
{
    /// <summary>Polls between two walks of net-snmp's client, and compares.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> BetweenWalksAsync(
        RealSnmpd agent, string version, SnmpModuleOptions module, Func<Task<IReadOnlyDictionary<string, double>>> poll)
    {
        var oids = module.Walk.Concat(module.Get).Select(oid => oid.ToString()).ToList();
        var before = await agent.WalkAsync(version, oids);
        var polled = await poll();
        var after = await agent.WalkAsync(version, oids);
        return Differences(ExpectedSeries.From(module, before), polled, ExpectedSeries.From(module, after));
    }

    /// <summary>
    /// A sentence for every series that is missing, not on the agent, or has a value that is not between the two walks: what did not
    /// change must be equal, and counters and TimeTicks cannot have left the interval in the meantime.
    /// </summary>
    private static Dictionary<string, string> Differences(
        IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> polled, IReadOnlyDictionary<string, double> after)
    {
        var differences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var series in before.Keys.Intersect(after.Keys).Except(polled.Keys)) differences[series] = $"{series} is missing";
        foreach (var (series, value) in polled)
        {
            var (isBefore, isAfter) = (before.TryGetValue(series, out var first), after.TryGetValue(series, out var last));
            if (!isBefore && !isAfter) differences[series] = $"{series} is not on the agent";
            // One that came or went in between has only one neighbour, and may have any value.
            else if (isBefore && isAfter && !IsBetween(first, value, last)) differences[series] = $"{series} is {value}, not {first} … {last}";
        }

        return differences;
    }

    // snmpwalk prints six digits after the point.
    private static bool IsBetween(double one, double value, double other) => value >= Math.Min(one, other) - 1e-6 && value <= Math.Max(one, other) + 1e-6;
}
