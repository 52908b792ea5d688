namespace Collector.Snmp.Security;

/// <summary>What a security model says of a reply whose id belongs to an outstanding request.</summary>
public enum ReplyVerdict : byte
{
    /// <summary>It is what it says, and the PDU can be read.</summary>
    Accepted,

    /// <summary>Another SNMP version, community, user, engine or context than the request's: dropped, the request goes on waiting.</summary>
    Foreign,

    /// <summary>Not readable: dropped, the request goes on waiting.</summary>
    Malformed,

    /// <summary>The security model learned something from it (an engine's id or time): send the request again at once.</summary>
    SendAgain,

    /// <summary>Not signed by who it claims to be from, or less protected than the request: dropped, the request goes on waiting.</summary>
    Unauthentic,

    /// <summary>Signed, but outside of the time window (RFC 3414 section 3.2 (7b)), so perhaps an old one that somebody kept: dropped likewise.</summary>
    Stale,

    /// <summary>The agent says why it does not answer, see <see cref="MessageSecurity.Problem"/>. Anybody could have written that: the request goes on waiting.</summary>
    Reported,
}
