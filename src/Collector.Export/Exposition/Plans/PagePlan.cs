using System.Text;
using Collector.Export.Exposition.Lines;
using Collector.Export.Inventory;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Plans;

/// <summary>How the columns of a set of schemas come together as families: grouped by name, sorted, with one HELP and one TYPE each.</summary>
/// <remarks>Immutable. Made when a set of schemas is met for the first time, so that a scrape neither groups nor sorts.</remarks>
internal sealed class PagePlan
{
    private readonly Dictionary<ModuleSchema, int> _places = [];

    public PagePlan(IEnumerable<ModuleSchema> schemas)
    {
        Schemas = [.. schemas.OrderBy(schema => schema.Order).ThenBy(schema => schema.Name, StringComparer.Ordinal)];
        for (var place = 0; place < Schemas.Length; place++) _places.Add(Schemas[place], place);

        var columns = Schemas.SelectMany((schema, place) => ColumnsOf(schema, place)).ToArray();
        NameClashes = columns.Select(column => column.Column.Family.Name).Distinct(StringComparer.Ordinal).Count(OwnNames.IsReserved);
        var families = columns
            .Where(column => !OwnNames.IsReserved(column.Column.Family.Name))
            .GroupBy(column => column.Column.Family.Name, StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal)
            .ToArray();
        var names = families.Select(family => family.Key).ToHashSet(StringComparer.Ordinal);
        Families = [.. families.Select(family => MakeFamily(family.Key, [.. family], names))];
        MaxColumns = families.Select(family => family.Count()).DefaultIfEmpty().Max();
        Inventory = names.Overlaps(InventoryPage.Names) ? [] : [.. Schemas.Select(InventoryColumns.Of).Index().Where(one => one.Item.IsForPages).Select(one => new PlanInventory(one.Index, one.Item))];
    }

    /// <summary>In configuration order.</summary>
    public ModuleSchema[] Schemas { get; }

    /// <summary>Sorted by name, ordinally.</summary>
    public PlanFamily[] Families { get; }

    /// <summary>The most columns that one family has.</summary>
    public int MaxColumns { get; }

    /// <summary>Families whose contributors disagree on the TYPE, and became untyped.</summary>
    public int TypeConflicts { get; private set; }

    /// <summary>Families left out because the collector's own metrics have their name.</summary>
    public int NameClashes { get; }

    /// <summary>The schemas that have inventory. None when a module has families of the same names: whoever wrote it wants those.</summary>
    public PlanInventory[] Inventory { get; }

    /// <summary>The schema's place in <see cref="Schemas"/>, or -1.</summary>
    public int PlaceOf(ModuleSchema schema) => _places.GetValueOrDefault(schema, -1);

    private static IEnumerable<PlanColumn> ColumnsOf(ModuleSchema schema, int place)
    {
        for (var table = 0; table < schema.Tables.Count; table++)
        {
            var columns = schema.Tables[table].Columns;
            for (var index = 0; index < columns.Count; index++) yield return new PlanColumn(place, table, index, columns[index]);
        }
    }

    private PlanFamily MakeFamily(string name, PlanColumn[] columns, HashSet<string> names)
    {
        var type = columns[0].Column.Family.Type;
        if (columns.Any(column => column.Column.Family.Type != type))
        {
            type = MetricType.Unknown;
            TypeConflicts++;
        }

        const string Total = "_total";
        var isShortNameFree = !name.EndsWith(Total, StringComparison.Ordinal) || !names.Contains(name[..^Total.Length]);
        return new PlanFamily(Encoding.UTF8.GetBytes(name), new FamilyHeader(name, columns[0].Column.Family.Help, type, isShortNameFree), columns);
    }
}
