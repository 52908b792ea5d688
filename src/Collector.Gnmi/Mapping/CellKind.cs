namespace Collector.Gnmi.Mapping;

/// <summary>The kinds of columns a leaf may have: a leaf that changes its type has a cell in another column of the same family from then on.</summary>
internal enum CellKind : byte
{
    Unsigned,
    Signed,
    Double,

    /// <summary>Text as a label of a series with the value 1.</summary>
    Info,

    /// <summary>Text as one of the states of a set.</summary>
    State,
}
