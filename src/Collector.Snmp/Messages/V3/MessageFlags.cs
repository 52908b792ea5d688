namespace Collector.Snmp.Messages.V3;

/// <summary>The msgFlags octet (RFC 3412 section 6.4). Bits that are not here mean nothing and are ignored.</summary>
[Flags]
public enum MessageFlags : byte
{
    None = 0,
    Authenticated = 1,
    Encrypted = 2,

    /// <summary>The receiver may answer with a report.</summary>
    Reportable = 4,
}
