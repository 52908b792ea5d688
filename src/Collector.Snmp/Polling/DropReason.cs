using Collector.Pipeline.Store;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling;

/// <summary>Why a datagram was dropped: the `reason` of `collector_snmp_replies_dropped_total`.</summary>
internal enum DropReason : byte
{
    /// <summary>Not an SNMP message, or one whose varbinds cannot be read.</summary>
    Malformed,

    /// <summary>Its request had its reply already.</summary>
    Duplicate,

    /// <summary>Its request had been given up.</summary>
    Late,

    /// <summary>No request of ours has its id.</summary>
    UnknownId,

    /// <summary>Not from the address and port that were asked.</summary>
    WrongSource,

    /// <summary>Another version, community, user, engine or context than the request's.</summary>
    Foreign,

    /// <summary>Longer than a datagram may be.</summary>
    TooLong,

    /// <summary>More than one target may send in one turn of the lane.</summary>
    OverShare,

    /// <summary>SNMPv3: not signed with the user's key, or less protected than the request.</summary>
    Unauthentic,

    /// <summary>SNMPv3: signed, but outside of the time window.</summary>
    Stale,
}

/// <summary>Names for what a request table's answer, or a security model's, means to a reply.</summary>
internal static class DropReasons
{
    public static DropReason Of(IdMatch match) => match switch
    {
        IdMatch.Duplicate => DropReason.Duplicate,
        IdMatch.Late => DropReason.Late,
        _ => DropReason.UnknownId,
    };

    /// <summary>What a poll remembers of it; null when it says nothing of the target.</summary>
    public static ReplyFault? FaultOf(DropReason reason) => reason switch
    {
        DropReason.Malformed => ReplyFault.Malformed,
        DropReason.WrongSource => ReplyFault.WrongSource,
        DropReason.Foreign => ReplyFault.Foreign,
        DropReason.Unauthentic => ReplyFault.Unauthentic,
        DropReason.Stale => ReplyFault.Stale,
        _ => null,
    };

    public static DropReason Of(ReplyVerdict verdict) => verdict switch
    {
        ReplyVerdict.Foreign => DropReason.Foreign,
        ReplyVerdict.Unauthentic => DropReason.Unauthentic,
        ReplyVerdict.Stale => DropReason.Stale,
        _ => DropReason.Malformed,
    };
}
