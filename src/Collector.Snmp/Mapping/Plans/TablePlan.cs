using Collector.Pipeline.Samples;
using Collector.Snmp.Mapping.Cells;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>One table of a module: rows that have the same index structure and the same labels.</summary>
/// <param name="Labels">How rows are labelled; null for a table that only serves lookups of others.</param>
/// <param name="Schema">The columns that are shown; null when there are none.</param>
/// <param name="Lookups">How many lookup columns it has.</param>
/// <param name="Held">How many objects have their values held until a poll is in.</param>
/// <param name="Extracts">What takes numbers out of text.</param>
/// <param name="SubtypedTexts">Columns that are written when the whole poll is in.</param>
/// <param name="RowScales">Others of that kind: readings whose scale is another column.</param>
internal sealed record TablePlan(
    LabelPlan? Labels, TableSchema? Schema, int Lookups, int Held, IReadOnlyList<ExtractPlan> Extracts, IReadOnlyList<SubtypedText> SubtypedTexts,
    IReadOnlyList<RowScale> RowScales)
{
    /// <summary>
    /// The tables that its rows' labels are looked up in, but for a row's own lookups. A chain of lookups is all here, so a change anywhere
    /// in it reaches the rows at its end.
    /// </summary>
    public int[] LooksInto { get; } =
        [.. (Labels?.Lookups ?? []).Where(lookup => !lookup.IsOwnRow).Select(lookup => lookup.Table).Distinct()];
}
