using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>What it means that something answers and its replies cannot be used. Names the auth, never what is in it.</summary>
internal static class FaultText
{
    /// <summary>Null when nothing came that could have been used.</summary>
    public static Verdict? Of(ReplyFault fault, string auth, string since) => fault switch
    {
        ReplyFault.WrongSource => new Verdict(VerdictKind.WrongSource,
            $"It answers from another address or port than was asked{since}. Some devices do, and so does what translates addresses; with use_unconnected_udp_socket: true a module in snmp.yml takes such replies."),
        ReplyFault.Foreign => new Verdict(VerdictKind.WrongCredentials,
            $"Something answers with another version, community, user or context than {auth} has{since}: another agent or a proxy at this address, or {auth} is not what the device has."),
        ReplyFault.Unauthentic => new Verdict(VerdictKind.WrongCredentials,
            $"Something answers that does not have the key of {auth}'s user{since}: its signatures are wrong or missing. Another device may have its address."),
        ReplyFault.Stale => new Verdict(VerdictKind.InvalidReplies, $"It answers outside of SNMPv3's time window{since}: its clock jumps, or somebody repeats old messages."),
        ReplyFault.OnlyReports => new Verdict(VerdictKind.WrongCredentials,
            $"It told its SNMPv3 engine id and then nothing more{since}: most devices are silent when they cannot decrypt, so {auth}'s priv_password or priv_protocol may be wrong; or what is longer than that first message gets lost on the way."),
        ReplyFault.Malformed => new Verdict(VerdictKind.InvalidReplies, $"It answers with what is no SNMP, or cannot be read{since}: something else may listen on the port."),
        _ => null,
    };
}
