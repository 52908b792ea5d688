using System.Runtime.CompilerServices;
using Collector.Pipeline.Samples;

namespace Collector.Export.Inventory;

/// <summary>Which columns of a module are inventory. Found out once for each generation of a module, so that nobody else pays for looking.</summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed class InventoryColumns
{
    private static readonly ConditionalWeakTable<ModuleSchema, InventoryColumns> Known = [];

    private readonly InventoryColumn[] _columns;

    private InventoryColumns(ModuleSchema schema)
    {
        _columns = [.. Find(schema)];
        IsForPages = _columns.Any(column => column.Source is not null || column.Device == DeviceField.Software);
    }

    /// <summary>Table by table.</summary>
    public ReadOnlySpan<InventoryColumn> Columns => _columns;

    /// <summary>Whether pages have something of it. What nearly every device says of itself, its name and its description, is not worth a pass on each scrape.</summary>
    public bool IsForPages { get; }

    public static InventoryColumns Of(ModuleSchema schema) => Known.GetValue(schema, static schema => new InventoryColumns(schema));

    private static IEnumerable<InventoryColumn> Find(ModuleSchema schema)
    {
        for (var table = 0; table < schema.Tables.Count; table++)
        {
            var columns = schema.Tables[table].Columns;
            for (var index = 0; index < columns.Count; index++)
            {
                if (Find(columns[index], table, index) is { } found) yield return found;
            }
        }
    }

    private static InventoryColumn? Find(Column column, int table, int index)
    {
        foreach (var source in InventoryNames.Sources)
        {
            if (InventoryNames.OfComponent(source, column.Family.Name) is { } field) return new InventoryColumn(table, index, column, source, field, default);
        }

        return InventoryNames.OfDevice(column.Family.Name) is { } device ? new InventoryColumn(table, index, column, null, default, device) : null;
    }
}
