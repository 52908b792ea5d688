namespace Collector.Pipeline.Samples;

/// <summary>Integers that may be negative: cells are two's complement, exact past 2^53.</summary>
public sealed class SignedColumn(MetricFamily family) : Column(family)
{
    /// <inheritdoc/>
    public override CellNumber Number => CellNumber.Signed;

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice) visitor.Signed(row, (long)slice.Cells[row]);
    }
}
