using System.Text;

namespace Collector.Pipeline.Samples;

/// <summary>Enumerations shown as a series for each state, 1 for the current one. Cells are the code; the set is expanded when it is written.</summary>
public sealed class StateSetColumn(MetricFamily family, string labelName, CodeNames names) : Column(family)
{
    private readonly byte[] _labelName = Encoding.UTF8.GetBytes(labelName);

    /// <inheritdoc/>
    public override CellNumber Number => CellNumber.Signed;

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        Span<byte> scratch = stackalloc byte[20];
        foreach (var row in slice)
        {
            var current = (long)slice.Cells[row];
            foreach (var (code, name) in names.Ordered)
                visitor.Labelled(row, _labelName, name, code == current ? 1 : 0);

            var text = names.NameOf(current, scratch, out var known);
            if (!known) visitor.Labelled(row, _labelName, text, 1); // a code the module does not know gets a series of its own
        }
    }
}
