using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>What an agent's refusal means to who has to repair it. Names the auth, never what is in it.</summary>
internal static class AccessText
{
    public static string Of(AccessProblem problem, string auth) => problem switch
    {
        AccessProblem.UnknownUser => $"it has no user like {auth}'s username.",
        AccessProblem.WrongDigest => $"it does not accept the signature, so {auth}'s password or auth_protocol is not what the device has for this user.",
        AccessProblem.DecryptionError => $"it cannot decrypt the request, so {auth}'s priv_password or priv_protocol is not what the device has for this user.",
        AccessProblem.UnsupportedSecurityLevel => $"it does not accept {auth}'s security_level for this user.",
        AccessProblem.UnknownContext => "it does not have the context that is asked for.",
        AccessProblem.NotInTimeWindow => "it says that the requests are outside of its time window, and its clock could not be learned from a signed report. It restarts over and over, or another device has its engine id.",
        AccessProblem.UnknownEngineId => "it does not know the engine id that it gave itself. Two devices may share the address.",
        _ => "its report is none of RFC 3414's.",
    };
}
