namespace Collector.Gnmi.Mapping.Values;

/// <summary>Which text that looks like a number is one: <c>-?[0-9]+(\.[0-9]+)?</c>, and nothing else ever is.</summary>
internal enum NumberReading : byte
{
    /// <summary>Strings of JSON_IETF, where 64-bit integers and decimals are strings (RFC 7951 section 6.1).</summary>
    Ietf,

    /// <summary>All text: the leaf is known to be a number, and some devices write it as text.</summary>
    Always,

    /// <summary>No text: the leaf is known to be text, and a serial number may be all digits.</summary>
    Never,
}
