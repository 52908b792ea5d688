using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Plans;

/// <summary>Where a family's series come from: one column of one table of one of the plan's schemas.</summary>
/// <param name="Schema">The schema's place in <see cref="PagePlan.Schemas"/>.</param>
/// <param name="Table">The table's place in the schema.</param>
/// <param name="Index">The column's place in the table.</param>
/// <param name="Column">The column itself.</param>
internal readonly record struct PlanColumn(int Schema, int Table, int Index, Column Column);
