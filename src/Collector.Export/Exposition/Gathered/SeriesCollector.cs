using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Gathered;

/// <summary>Takes the series of one column into the family being written.</summary>
internal readonly ref struct SeriesCollector(FamilySeries family, int column, int[] ranks) : ISeriesVisitor
{
    /// <inheritdoc/>
    public void Unsigned(int row, ulong value) => family.Add() = new GatheredSeries { Column = column, Row = row, Rank = ranks[row], Bits = value, IsUnsigned = true };

    /// <inheritdoc/>
    public void Signed(int row, long value)
    {
        if (value >= 0) Unsigned(row, (ulong)value);
        else Double(row, value); // Go's client knows doubles only
    }

    /// <inheritdoc/>
    public void Double(int row, double value) =>
        family.Add() = new GatheredSeries { Column = column, Row = row, Rank = ranks[row], Bits = BitConverter.DoubleToUInt64Bits(value) };

    /// <inheritdoc/>
    public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value)
    {
        var (nameStart, valueStart) = (family.KeepName(labelName), family.Keep(labelValue));
        family.Add() = new GatheredSeries
        {
            Column = column,
            Row = row,
            Rank = ranks[row],
            NameStart = nameStart,
            NameLength = labelName.Length,
            ValueStart = valueStart,
            ValueLength = labelValue.Length,
            Bits = BitConverter.DoubleToUInt64Bits(value),
        };
    }

}
