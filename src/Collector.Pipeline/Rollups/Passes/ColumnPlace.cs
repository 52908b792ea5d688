namespace Collector.Pipeline.Rollups.Passes;

/// <summary>Where a family is in a schema.</summary>
/// <param name="Table">Which table has it.</param>
/// <param name="Column">As which column.</param>
internal readonly record struct ColumnPlace(int Table, NumberColumn Column);
