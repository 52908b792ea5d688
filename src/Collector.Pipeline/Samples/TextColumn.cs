namespace Collector.Pipeline.Samples;

/// <summary>Strings: the text is a label of the series, whose value is constant. Cells are <see cref="TextCell"/>s of escaped UTF-8.</summary>
public sealed class TextColumn : Column
{
    private readonly byte[]? _labelName;
    private readonly double _value;

    /// <param name="family">The family.</param>
    /// <param name="labelName">The label that carries the text; null when the row's own labels already have one of that name.</param>
    /// <param name="value">1, unless the module scales its strings.</param>
    public TextColumn(MetricFamily family, string? labelName, double value = 1)
        : base(family) => (_labelName, _value) = (labelName is null ? null : System.Text.Encoding.UTF8.GetBytes(labelName), value);

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice)
        {
            if (_labelName is null) visitor.Double(row, _value);
            else visitor.Labelled(row, _labelName, TextCell.Slice(slice.Cells[row], slice.Text), _value);
        }
    }
}
