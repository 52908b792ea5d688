namespace Collector.Export.Exposition.Gathered;

/// <summary>One series of the family being written, until its place is known.</summary>
internal struct GatheredSeries
{
    /// <summary>Which of the family's columns it comes from.</summary>
    public int Column;

    public int Row;

    /// <summary>The row's place among the rows of its table.</summary>
    public int Rank;

    /// <summary>The label that the column adds: its name and its value, in the family's text. No name, no label.</summary>
    public int NameStart;

    public int NameLength;

    public int ValueStart;

    public int ValueLength;

    /// <summary>The sample, of the kind that <see cref="IsUnsigned"/> says.</summary>
    public ulong Bits;

    public bool IsUnsigned;
}
