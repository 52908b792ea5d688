using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What the rules of a pass read of one schema, table by table.</summary>
/// <remarks>The pass's thread.</remarks>
/// <param name="schema">The schema.</param>
/// <param name="rules">Of the pass.</param>
/// <param name="isStream">What is streamed stands in as many tables as the device has containers, so a rule may read several of them.</param>
internal sealed class SchemaUses(ModuleSchema schema, IReadOnlyList<RollupRule> rules, bool isStream)
{
    private readonly Dictionary<string, ColumnPlace[]> _places = new(StringComparer.Ordinal);

    /// <summary>One for each of the schema's tables; null for one that nobody reads.</summary>
    public TableUses?[] Tables { get; } = [.. schema.Tables.Select(table => TableUses.Of(table, rules, isStream))];

    /// <summary>The places of the rules that read something of it.</summary>
    public IEnumerable<int> Places => Tables.OfType<TableUses>().SelectMany(table => table.Rules).Select(use => use.Place).Distinct();

    /// <summary>Where a family is that rows of another table want to read; found once.</summary>
    /// <param name="family">As a rule has it.</param>
    public ReadOnlySpan<ColumnPlace> PlacesOf(string family)
    {
        if (!_places.TryGetValue(family, out var known)) _places.Add(family, known = [.. Find(family)]);
        return known;
    }

    private IEnumerable<ColumnPlace> Find(string family)
    {
        for (var table = 0; table < schema.Tables.Count; table++)
        {
            var columns = schema.Tables[table].Columns;
            for (var index = 0; index < columns.Count; index++)
            {
                if (columns[index].Number != CellNumber.None && RollupNames.Matches(family, columns[index].Family.Name)) yield return new ColumnPlace(table, new NumberColumn(index, columns[index].Number));
            }
        }
    }
}
