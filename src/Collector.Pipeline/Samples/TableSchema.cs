namespace Collector.Pipeline.Samples;

/// <summary>What every target's table of one module and label plan has in common: its columns. The reference is the identity.</summary>
public sealed class TableSchema(IReadOnlyList<Column> columns)
{
    /// <summary>In the order of their cells in a snapshot.</summary>
    public IReadOnlyList<Column> Columns { get; } = columns;
}
