using System.Text;

namespace Collector.Pipeline.Samples;

/// <summary>Bit sets shown as a series for each named bit, 1 where it is set. Cells are <see cref="TextCell"/>s of raw octets; bit 0 is the highest of the first one.</summary>
public sealed class BitsColumn(MetricFamily family, string labelName, CodeNames names) : Column(family)
{
    private readonly byte[] _labelName = Encoding.UTF8.GetBytes(labelName);

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice)
        {
            var octets = TextCell.Slice(slice.Cells[row], slice.Text);
            foreach (var (bit, name) in names.Ordered) visitor.Labelled(row, _labelName, name, IsSet(octets, bit) ? 1 : 0);
        }
    }

    private static bool IsSet(ReadOnlySpan<byte> octets, long bit) => bit >= 0 && bit >> 3 < octets.Length && (octets[(int)(bit >> 3)] & 0x80 >> (int)(bit & 7)) != 0;
}
