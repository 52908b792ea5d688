namespace Collector.Snmp.Ber;

/// <summary>Why octets from the network could not be read. A wire error is an outcome, never an exception.</summary>
public enum DecodeStatus : byte
{
    Ok,

    /// <summary>An element says it is longer than what holds it.</summary>
    Truncated,

    /// <summary>Length octet 80: RFC 3417 section 8 forbids the indefinite form.</summary>
    IndefiniteLength,

    /// <summary>More than four significant length octets, or the reserved octet FF (X.690 8.1.3.5).</summary>
    LengthTooLong,

    /// <summary>Another element than the message format has in this place.</summary>
    UnexpectedTag,

    /// <summary>An INTEGER without content (X.690 8.3.1).</summary>
    EmptyInteger,

    /// <summary>An INTEGER that does not fit the field it stands in.</summary>
    IntegerTooLong,

    /// <summary>An object identifier that is empty or longer than 640 octets.</summary>
    BadOid,

    /// <summary>Octets left over inside an element, behind its last part.</summary>
    TrailingOctets,

    /// <summary>Another version than the reader is for.</summary>
    UnsupportedVersion,

    /// <summary>A number or a length that its field may not have.</summary>
    OutOfRange,

    /// <summary>An SNMPv3 message whose security model is not the user-based one.</summary>
    UnsupportedSecurityModel,
}
