using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Commands;

/// <summary>What somebody whose walk got no answer should look at first. Names the auth, never what is in it.</summary>
internal static class WalkHint
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? Of(PollRecord poll, SnmpAuthOptions auth) => (poll.Outcome, poll.Problem) switch
    {
        (_, AccessProblem.UnknownUser) => $"The agent has no user like {auth.Name}'s username.",
        (_, AccessProblem.WrongDigest) => $"The agent does not accept the signature: {auth.Name}'s password or auth_protocol is not what the agent has for this user.",
        (_, AccessProblem.DecryptionError) => $"The agent cannot decrypt the request: {auth.Name}'s priv_password or priv_protocol is not what the agent has for this user.",
        (_, AccessProblem.UnsupportedSecurityLevel) => $"The agent does not accept {auth.Name}'s security_level for this user.",
        (_, AccessProblem.UnknownContext) => $"The agent does not have {auth.Name}'s context_name.",
        (_, AccessProblem.NotInTimeWindow) => "The agent says that the request is outside of its time window, and its clock could not be learned from a signed report.",
        (_, AccessProblem.UnknownEngineId) => "The agent does not know the engine id that it gave itself.",
        (_, AccessProblem.OtherReport) => "The agent answers with a report that is none of RFC 3414's.",
        (_, AccessProblem.DerivingKeys) => "The keys of this agent were still being derived.",
        (PollOutcome.Invalid, _) when auth.Version == SnmpVersion.V3 => $"Something answers, but not as {auth.Name}'s user: the signatures are wrong or missing.",
        (PollOutcome.TimedOut, _) when auth is { Version: SnmpVersion.V3, SecurityLevel: SnmpSecurityLevel.AuthPriv } && poll.Requests > poll.Retries + 1 =>
            $"The agent told its engine id and then nothing more: most agents are silent when they cannot decrypt. Is {auth.Name}'s priv_password right, and its priv_protocol?",
        (PollOutcome.TimedOut, _) when auth.Version == SnmpVersion.V3 => "No answer: is the address right, does the agent speak SNMPv3, does a filter drop its UDP port?",
        (PollOutcome.TimedOut, _) => $"No answer: is the address right, is {auth.Name}'s community accepted, does a filter drop its UDP port?",
        _ => null,
    };
}
