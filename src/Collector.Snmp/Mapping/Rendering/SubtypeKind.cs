namespace Collector.Snmp.Mapping.Rendering;

/// <summary>Objects whose text depends on a code beside them: the index part before them, or the column with a sub-identifier one lower.</summary>
internal enum SubtypeKind : byte
{
    /// <summary>The text depends on nothing else.</summary>
    None,

    /// <summary>InetAddressType of RFC 4001 section 3.</summary>
    InetAddress,

    /// <summary>LldpPortIdSubtype of IEEE 802.1AB.</summary>
    LldpPortId,
}

/// <summary>What the codes mean for the text.</summary>
internal static class SubtypeKinds
{
    /// <summary>How a value of subtype <paramref name="code"/> is written; hexadecimal where there is nothing better.</summary>
    public static TextForm FormOf(this SubtypeKind kind, long code) => (kind, code) switch
    {
        (SubtypeKind.InetAddress, 1) => TextForm.IPv4,
        (SubtypeKind.InetAddress, 2) => TextForm.IPv6,
        (SubtypeKind.LldpPortId, 1 or 2 or 5 or 7) => TextForm.Display, // interface alias, port component, interface name, local
        (SubtypeKind.LldpPortId, 3) => TextForm.PhysAddress48,
        _ => TextForm.Hex,
    };

    /// <summary>The octets that a form always has; 0 where any number will do.</summary>
    public static int OctetsOf(TextForm form) => form switch
    {
        TextForm.IPv4 => 4,
        TextForm.IPv6 => 16,
        TextForm.PhysAddress48 => 6,
        _ => 0,
    };
}
