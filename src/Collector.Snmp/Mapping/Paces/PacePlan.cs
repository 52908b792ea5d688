using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Paces;

/// <summary>Which objects of a module have a slower pace, and what says that they have to be read at once.</summary>
/// <remarks>Immutable; shared by all targets of a module.</remarks>
internal sealed class PacePlan
{
    private readonly ObjectSet[] _guarded;
    private readonly bool[] _hasSlow;

    private PacePlan(ObjectMap objects, IReadOnlyList<SlowObject> slow, ModulePaces paces)
    {
        FewestInstances = paces.FewestInstances;
        Guards = [Guard.UpTime, .. slow.Select(one => one.Guard).OfType<Guard>().Distinct()];
        Groups = [.. slow.GroupBy(one => one.Pace).OrderBy(group => group.Key).Select(group => new PacedGroup((long)group.Key.TotalMilliseconds, SetOf(objects, group)))];
        _guarded = [.. Guards.Select(guard => SetOf(objects, slow.Where(one => one.Guard == guard)))];
        Slow = SetOf(objects, slow);
        Fast = new ObjectSet(objects.Objects.Count);
        Fast.BecomeOthersThan(Slow);
        Uses = [.. slow.SelectMany(one => UsesOf(one.Object))];
        Tables = [.. Uses.Select(use => use.Table).Distinct()];
        _hasSlow = new bool[objects.Uses.Max(use => use.Table) + 1];
        foreach (var table in Tables) _hasSlow[table] = true;
    }

    /// <summary>Read in every poll.</summary>
    public ObjectSet Fast { get; }

    /// <summary>All others.</summary>
    public ObjectSet Slow { get; }

    /// <summary>The others by their pace, the fastest first.</summary>
    public PacedGroup[] Groups { get; }

    /// <summary>What is asked for with each poll. The first is sysUpTime, without which everything is read in every poll.</summary>
    public Guard[] Guards { get; }

    /// <summary>The slow objects, with all their uses.</summary>
    public MappedObject[] Uses { get; }

    /// <summary>The tables that have something slow.</summary>
    public int[] Tables { get; }

    /// <summary>With fewer slow instances than these a device is read whole in every poll.</summary>
    public int FewestInstances { get; }

    /// <summary>Whether a table is one of those.</summary>
    public bool HasSlow(int table) => table < _hasSlow.Length && _hasSlow[table];

    /// <summary>The objects that are only slow where a device has this guard and it can be believed.</summary>
    /// <param name="guard">Index into <see cref="Guards"/>.</param>
    public ObjectSet NeedOf(int guard) => _guarded[guard];

    /// <summary>The paces of a module; null when all of it is read in every poll.</summary>
    public static PacePlan? Compile(ObjectMap objects, SnmpModuleOptions module, ModulePaces paces)
    {
        // What filters leave of a column differs from poll to poll.
        if (!paces.IsOn || module.Filters.Count > 0) return null;
        var counters = module.Metrics.Where(metric => metric.Type == SnmpMetricType.Counter).Select(metric => metric.Oid).ToHashSet();
        var written = Written(module, paces);
        var slow = new List<SlowObject>();
        foreach (var mapped in objects.Objects.Where(mapped => !counters.Contains(mapped.Name)))
        {
            if (SlowObject.Of(mapped, module, paces, written) is { } one && one.Pace > TimeSpan.Zero) slow.Add(one);
        }

        return slow.Count == 0 ? null : new PacePlan(objects, slow, paces);
    }

    /// <summary>What somebody wrote of single columns, by object.</summary>
    private static Dictionary<Oid, TimeSpan> Written(SnmpModuleOptions module, ModulePaces paces)
    {
        var written = new Dictionary<Oid, TimeSpan>();
        foreach (var (column, pace) in paces.Columns)
        {
            foreach (var oid in ColumnNames.Find(column, module)) written[oid] = pace;
        }

        return written;
    }

    private static ObjectSet SetOf(ObjectMap objects, IEnumerable<SlowObject> slow)
    {
        var set = new ObjectSet(objects.Objects.Count);
        set.Clear();
        foreach (var one in slow) set.Add(one.Object);
        return set;
    }

    private static IEnumerable<MappedObject> UsesOf(MappedObject first)
    {
        for (var use = first; use is not null; use = use.Also) yield return use;
    }
}

/// <summary>The objects that have one pace.</summary>
/// <param name="PaceMs">From one reading to the next, in milliseconds.</param>
/// <param name="Objects">Which.</param>
internal sealed record PacedGroup(long PaceMs, ObjectSet Objects);
