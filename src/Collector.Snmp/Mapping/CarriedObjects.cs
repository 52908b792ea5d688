using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Mapping;

/// <summary>The objects that one poll of a module did not read, because they have a slower pace, and the poll that last had them.</summary>
/// <param name="previous">What is published.</param>
/// <param name="read">The objects that this poll read.</param>
/// <remarks>What was not read is taken over for the rows that live and are the same (<see cref="RowLife"/>).</remarks>
internal readonly struct CarriedObjects(ModuleSnapshot? previous, ObjectSet? read)
{
    /// <summary>Everything was read.</summary>
    public static CarriedObjects None => default;

    /// <summary>Whether there is anything that was not read.</summary>
    public bool Any => previous is not null && read is { IsFull: false };

    /// <summary>The device did not say, when all else was read, that what its rows were called still holds.</summary>
    public bool AreLabelsUnconfirmed { get; init; }

    public bool IsCarried(MappedObject mapped) => !read!.Contains(mapped);

    /// <summary>Once it is known which rows live.</summary>
    public void TakeOver(ModuleState module)
    {
        if (!Any) return;
        foreach (var mapped in module.Plan.Objects.Uses)
        {
            if (!IsCarried(mapped)) continue;
            var table = module.Tables[mapped.Table];
            if (mapped.Column != MappedObject.None) table.CarryOver(previous!.Tables[mapped.Table], mapped);
            if (mapped.Lookup != MappedObject.None) table.Lookups[mapped.Lookup].CarryOver();
            if (mapped.Held != MappedObject.None) table.Held[mapped.Held].CarryOver();
        }
    }

    /// <summary>Whether rows of a table may be shown under names that nobody has looked at since they may have changed.</summary>
    public bool MakeDoubtful(ModuleState module, TablePlan table)
    {
        if (!AreLabelsUnconfirmed || table.Labels is null) return false;
        foreach (var lookup in table.Labels.Lookups)
        {
            var values = module.Tables[lookup.Table].Lookups[lookup.Column];
            if (values.IsCarriedOver || values.IsAnyMissing()) return true;
        }

        return false;
    }
}
