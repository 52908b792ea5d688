namespace Collector.Gnmi.Mapping.Values;

/// <summary>What a <see cref="LeafValue"/> is.</summary>
public enum LeafValueKind : byte
{
    Unsigned,
    Signed,
    Double,
    Bool,

    /// <summary>Text, and enumerations, which are sent as their names.</summary>
    Text,

    Octets,
}
