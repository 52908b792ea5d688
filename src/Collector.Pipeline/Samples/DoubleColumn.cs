namespace Collector.Pipeline.Samples;

/// <summary>Gauges and everything scaled: cells are the bits of a double.</summary>
public sealed class DoubleColumn(MetricFamily family) : Column(family)
{
    /// <inheritdoc/>
    public override CellNumber Number => CellNumber.Double;

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice) visitor.Double(row, BitConverter.UInt64BitsToDouble(slice.Cells[row]));
    }
}
