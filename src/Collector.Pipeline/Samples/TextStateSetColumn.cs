using System.Text;

namespace Collector.Pipeline.Samples;

/// <summary>States that are sent as text, shown as a series for each of them, 1 for the current one. Cells are <see cref="TextCell"/>s of escaped UTF-8.</summary>
/// <remarks>A state that nobody told us of gets a series of its own while it lasts.</remarks>
public sealed class TextStateSetColumn : Column
{
    private readonly byte[] _labelName;
    private readonly byte[][] _states;

    /// <param name="family">The family.</param>
    /// <param name="labelName">The label that carries the state.</param>
    /// <param name="states">Every known state, in the order shown.</param>
    public TextStateSetColumn(MetricFamily family, string labelName, IReadOnlyList<string> states)
        : base(family) => (_labelName, _states) = (Encoding.UTF8.GetBytes(labelName), [.. states.Select(LabelEscaping.Escape)]);

    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        foreach (var row in slice)
        {
            var current = TextCell.Slice(slice.Cells[row], slice.Text);
            var isKnown = false;
            foreach (var state in _states)
            {
                var isCurrent = current.SequenceEqual(state);
                isKnown |= isCurrent;
                visitor.Labelled(row, _labelName, state, isCurrent ? 1 : 0);
            }

            if (!isKnown) visitor.Labelled(row, _labelName, current, 1);
        }
    }
}
