namespace Collector.Pipeline.Samples;

/// <summary>Counters: cells are unsigned integers, exact past 2^53.</summary>
public sealed class UnsignedColumn(MetricFamily family) : Column(family)
{
    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice) visitor.Unsigned(row, slice.Cells[row]);
    }
}
