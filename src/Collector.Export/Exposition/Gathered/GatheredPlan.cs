using Collector.Export.Exposition.Plans;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Gathered;

/// <summary>How the columns of a page's modules come together as families, sorted by name. Made when a list of modules is met for the first time.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class GatheredPlan
{
    public GatheredPlan(ModuleSchema?[] schemas, IReadOnlyList<ModuleGauge> gauges)
    {
        Schemas = schemas;
        var families = schemas.SelectMany(ColumnsOf)
            .GroupBy(column => column.Column.Family.Name, StringComparer.Ordinal)
            .Select(family => GatheredFamily.Of(family.Key, [.. family]));
        Families = [.. families.Concat(gauges.Select(GatheredFamily.Of)).OrderBy(family => family.NameText, StringComparer.Ordinal)];
        Shared = [.. Families.Where(family => family.Columns.Length > 1)];
    }

    /// <summary>In the order of the page's modules; null for one without series.</summary>
    public ModuleSchema?[] Schemas { get; }

    public GatheredFamily[] Families { get; }

    /// <summary>Those that several columns contribute to, and may not agree about.</summary>
    public GatheredFamily[] Shared { get; }

    public bool IsFor(IReadOnlyList<GatheredModule> modules)
    {
        if (Schemas.Length != modules.Count) return false;
        for (var i = 0; i < Schemas.Length; i++)
        {
            if (Schemas[i] != modules[i].Snapshot?.Schema) return false;
        }

        return true;
    }

    private static IEnumerable<PlanColumn> ColumnsOf(ModuleSchema? schema, int place)
    {
        for (var table = 0; table < (schema?.Tables.Count ?? 0); table++)
        {
            var columns = schema!.Tables[table].Columns;
            for (var index = 0; index < columns.Count; index++) yield return new PlanColumn(place, table, index, columns[index]);
        }
    }
}
