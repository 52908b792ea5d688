using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Paces;

/// <summary>One object that is not read in every poll.</summary>
/// <param name="Object">Which, with its uses.</param>
/// <param name="Pace">From one reading to the next.</param>
/// <param name="Guard">What a device must have, or else the object is read in every poll; null when sysUpTime is enough.</param>
internal sealed record SlowObject(MappedObject Object, TimeSpan Pace, Guard? Guard)
{
    /// <summary>The pace of an object; null when it is read in every poll.</summary>
    public static SlowObject? Of(MappedObject mapped, SnmpModuleOptions module, ModulePaces paces, IReadOnlyDictionary<Oid, TimeSpan> written)
    {
        var isStandard = SlowObjects.Contains(mapped.Name);
        var guard = isStandard ? Paces.Guard.Of(mapped.Name) : null;
        var speaksOfOthers = SpeaksOfOthers(mapped);
        if (written.TryGetValue(mapped.Name, out var pace)) return new SlowObject(mapped, pace, speaksOfOthers ? guard : null);
        if (isStandard && (guard is not null || !speaksOfOthers))
        {
            pace = speaksOfOthers ? paces.Labels : paces.Constants;
            if (SlowObjects.IsSoughtAfter(mapped.Name) && pace > SnmpPaces.Often) pace = SnmpPaces.Often;
            return new SlowObject(mapped, pace, speaksOfOthers || SlowObjects.IsWholeTable(mapped.Name) ? guard : null);
        }

        return paces.TakesAllLabels && IsTextLabel(mapped, module) ? new SlowObject(mapped, paces.Labels, null) : null;
    }

    /// <summary>It says whose a value is, or how it is to be read: as long as nobody vouches for it, it is read with the values.</summary>
    private static bool SpeaksOfOthers(MappedObject mapped)
    {
        for (var use = mapped; use is not null; use = use.Also)
        {
            if (use.Lookup != MappedObject.None || (use.Held != MappedObject.None && use.Column == MappedObject.None)) return true;
        }

        return false;
    }

    private static bool IsTextLabel(MappedObject mapped, SnmpModuleOptions module)
    {
        var isData = false;
        for (var use = mapped; use is not null; use = use.Also) isData |= use.Column != MappedObject.None;
        return !isData && module.Metrics.SelectMany(metric => metric.Lookups).Any(lookup => !lookup.IsRemoval && lookup.Oid == mapped.Name && IsText(lookup.Type));
    }

    private static bool IsText(SnmpLookupType type) => type is not (
        SnmpLookupType.Integer or SnmpLookupType.Integer32 or SnmpLookupType.Gauge or SnmpLookupType.Counter or SnmpLookupType.EnumAsInfo);
}
