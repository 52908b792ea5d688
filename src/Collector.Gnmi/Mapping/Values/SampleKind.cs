namespace Collector.Gnmi.Mapping.Values;

/// <summary>What a <see cref="Sample"/> is: which kind of column takes it.</summary>
public enum SampleKind : byte
{
    Unsigned,
    Signed,
    Double,

    /// <summary>Text as a label of a series with the value 1.</summary>
    Info,

    /// <summary>Text as the current one of a set of states.</summary>
    State,
}
