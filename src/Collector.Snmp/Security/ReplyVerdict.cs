namespace Collector.Snmp.Security;

/// <summary>What a security model says of a reply whose id belongs to an outstanding request.</summary>
public enum ReplyVerdict : byte
{
    /// <summary>It is what it says, and the PDU can be read.</summary>
    Accepted,

    /// <summary>Another SNMP version, community or user than the request's: dropped, the request goes on waiting.</summary>
    Foreign,

    /// <summary>Not readable: dropped, the request goes on waiting.</summary>
    Malformed,

    /// <summary>The security model learned something from it (an engine's id or time): send the request again at once.</summary>
    SendAgain,
}
