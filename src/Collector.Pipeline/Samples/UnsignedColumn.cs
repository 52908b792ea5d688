namespace Collector.Pipeline.Samples;

/// <summary>Counters: cells are unsigned integers, exact past 2^53.</summary>
public sealed class UnsignedColumn : Column
{
    private readonly SeenWidth? _width;

    /// <param name="family">The family.</param>
    /// <param name="width">What is known of the counter's width; null when its protocol has only 64 bits.</param>
    public UnsignedColumn(MetricFamily family, SeenWidth? width = null)
        : base(family) => _width = width;

    /// <summary>After how many bits its values begin anew.</summary>
    public CounterWidth Width => _width?.Width ?? CounterWidth.Bits64;

    /// <inheritdoc/>
    public override CellNumber Number => CellNumber.Unsigned;

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice) visitor.Unsigned(row, slice.Cells[row]);
    }
}
