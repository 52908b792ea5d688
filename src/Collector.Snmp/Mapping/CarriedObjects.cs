using Collector.Pipeline.Store;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping;

/// <summary>The objects that one poll of a module does not read, because their walk has a slower pace, and the poll that last had them.</summary>
/// <remarks>
/// A row lives as long as an object that was read has it; what was not read is taken over for the rows that live. Only a table of which nothing was
/// read keeps its rows as they were.
/// </remarks>
internal readonly struct CarriedObjects(ModuleSnapshot? previous, IReadOnlyList<Oid> roots)
{
    /// <summary>Everything was read.</summary>
    public static CarriedObjects None => new(null, []);

    public void BeforeRowsSettle(ModuleState module)
    {
        if (previous is null || roots.Count == 0) return;
        for (var table = 0; table < module.Tables.Length; table++)
        {
            if (!IsWhollyCarried(module, table)) continue;
            foreach (var mapped in ObjectsOf(module, table))
            {
                for (var i = 0; i < mapped.Columns; i++) module.Tables[table].Staging!.CarryOver(previous.Tables[table], mapped.Column + i, mapped.IsText);
                if (mapped.Lookup != MappedObject.None) module.Tables[table].Lookups[mapped.Lookup].CarryOver();
                if (mapped.Held != MappedObject.None) module.Tables[table].Held[mapped.Held].CarryOver();
            }
        }
    }

    public void AfterRowsSettled(ModuleState module)
    {
        if (previous is null || roots.Count == 0) return;
        for (var table = 0; table < module.Tables.Length; table++)
        {
            if (IsWhollyCarried(module, table)) continue;
            foreach (var mapped in ObjectsOf(module, table).Where(IsCarried))
            {
                if (mapped.Column != MappedObject.None) module.Tables[table].CarryOver(previous.Tables[table], mapped);
                if (mapped.Lookup != MappedObject.None) module.Tables[table].Lookups[mapped.Lookup].CarryOver();
                if (mapped.Held != MappedObject.None) module.Tables[table].Held[mapped.Held].CarryOver();
            }
        }
    }

    private static IEnumerable<MappedObject> ObjectsOf(ModuleState module, int table)
    {
        foreach (var mapped in module.Plan.Objects.Objects)
        {
            for (var use = mapped; use is not null; use = use.Also)
            {
                if (use.Table == table) yield return use;
            }
        }
    }

    private bool IsWhollyCarried(ModuleState module, int table) => ObjectsOf(module, table).All(IsCarried);

    private bool IsCarried(MappedObject mapped)
    {
        foreach (var root in roots)
        {
            if (root.IsPrefixOf(mapped.Prefix)) return true;
        }

        return false;
    }
}
