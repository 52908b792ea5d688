namespace Collector.Gnmi.Mapping.Values;

/// <summary>What a <see cref="LeafValue"/> is.</summary>
internal enum LeafValueKind : byte
{
    Unsigned,
    Signed,
    Double,
    Bool,

    /// <summary>Text, and enumerations, which are sent as their names.</summary>
    Text,

    Octets,

    /// <summary>Text that may be a number, an enumeration or an identity with its module in front.</summary>
    IetfText,

    /// <summary>The items of a leaf-list as one text.</summary>
    List,

    /// <summary>No value that we understand: null, or lists within lists.</summary>
    Nothing,
}
