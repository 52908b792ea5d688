namespace Collector.Simulator.Gnmi.Model;

/// <summary>The YANG type of a leaf, as far as encodings tell types apart.</summary>
internal enum LeafKind : byte
{
    /// <summary>uint8 … uint32.</summary>
    Unsigned,

    /// <summary>uint64 and counter64: a string in JSON_IETF (RFC 7951 section 6.1).</summary>
    Unsigned64,
    Signed,
    Bool,

    /// <summary>decimal64, which PROTO carries as a double. The number is in units of the last digit.</summary>
    Double,

    /// <summary>decimal64, which PROTO carries as the deprecated Decimal64. The number is in units of the last digit.</summary>
    Decimal,

    /// <summary>OpenConfig's ieeefloat32: four octets, big-endian. The number is in hundredths.</summary>
    Float,
    Text,
    Enumeration,

    /// <summary>identityref: its text carries the module's name.</summary>
    Identity,

    /// <summary>A leaf-list of strings, separated by spaces in the formula's text.</summary>
    TextList,
}
