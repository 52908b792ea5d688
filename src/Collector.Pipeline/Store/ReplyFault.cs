namespace Collector.Pipeline.Store;

/// <summary>What was wrong with replies that a poll had and could not use. Closed, so that it can be shown as a word.</summary>
public enum ReplyFault : byte
{
    None,

    /// <summary>Not SNMP, or varbinds that cannot be read.</summary>
    Malformed,

    /// <summary>From another address or port than the one that was asked.</summary>
    WrongSource,

    /// <summary>Another version, community, user, engine or context than the request's.</summary>
    Foreign,

    /// <summary>SNMPv3: not signed with the user's key, or less protected than the request.</summary>
    Unauthentic,

    /// <summary>SNMPv3: signed, but outside of the time window.</summary>
    Stale,

    /// <summary>SNMPv3: the agent told its engine id or its time, and then nothing more: most agents are silent when they cannot decrypt.</summary>
    OnlyReports,
}
