namespace Collector.Snmp.Mapping.Rendering;

/// <summary>How an OCTET STRING becomes a label's text. Other wire types say themselves how they are written.</summary>
internal enum TextForm : byte
{
    /// <summary>`0x` and upper-case digits; an empty string stays empty.</summary>
    Hex,

    /// <summary>UTF-8; each run of invalid octets becomes one U+FFFD.</summary>
    Display,

    /// <summary>Exactly six octets `00:11:22:33:44:FF`: shorter values are padded with zeros, longer ones cut.</summary>
    PhysAddress48,

    /// <summary>The first four octets, dotted.</summary>
    IPv4,

    /// <summary>Sixteen octets in eight upper-case groups, never compressed.</summary>
    IPv6,

    /// <summary>The first octet as a number.</summary>
    Number,
}
