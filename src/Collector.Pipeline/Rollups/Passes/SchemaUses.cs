using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What the rules of a pass read of one schema, table by table.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class SchemaUses(ModuleSchema schema, IReadOnlyList<RollupRule> rules)
{
    /// <summary>One for each of the schema's tables; null for one that nobody reads.</summary>
    public TableUses?[] Tables { get; } = [.. schema.Tables.Select(table => TableUses.Of(table, rules))];

    /// <summary>The places of the rules that read something of it.</summary>
    public IEnumerable<int> Places => Tables.OfType<TableUses>().SelectMany(table => table.Rules).Select(use => use.Place).Distinct();
}
