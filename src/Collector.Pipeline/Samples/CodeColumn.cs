using System.Text;

namespace Collector.Pipeline.Samples;

/// <summary>Enumerations shown as one info series: the current state's name is a label, the value is 1. Cells are the code, signed.</summary>
public sealed class CodeColumn(MetricFamily family, string labelName, CodeNames names) : Column(family)
{
    private readonly byte[] _labelName = Encoding.UTF8.GetBytes(labelName);

    /// <inheritdoc/>
    public override CellNumber Number => CellNumber.Signed;

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        Span<byte> scratch = stackalloc byte[20];
        foreach (var row in slice)
            visitor.Labelled(row, _labelName, names.NameOf((long)slice.Cells[row], scratch, out _), 1);
    }
}
