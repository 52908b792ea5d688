namespace Collector.Pipeline.Samples;

/// <summary>Which number the 64 bits of a cell are, for whoever computes with columns instead of showing them.</summary>
public enum CellNumber : byte
{
    /// <summary>None: text, bits.</summary>
    None,
    Unsigned,

    /// <summary>Two's complement; codes of enumerations too.</summary>
    Signed,
    Double,
}
