namespace Collector.Pipeline.Store;

/// <summary>Why an agent would not talk to us, as far as somebody said. Closed, so that it can be a metric's label.</summary>
/// <remarks>Agents say most of it in reports that nobody signed, so it is shown and counted and never acted upon.</remarks>
public enum AccessProblem : byte
{
    None,

    /// <summary>The agent has no such user.</summary>
    UnknownUser,

    /// <summary>Our signature is wrong to the agent: another password or hash than it has for the user.</summary>
    WrongDigest,

    /// <summary>The agent does not let the user in at this security level.</summary>
    UnsupportedSecurityLevel,

    /// <summary>The agent could not decrypt the request: another password or cipher than it has for the user.</summary>
    DecryptionError,

    /// <summary>The agent does not know the context that was asked for.</summary>
    UnknownContext,

    /// <summary>The agent insists that its engine has another id than the one it gave.</summary>
    UnknownEngineId,

    /// <summary>The agent insists that our notion of its clock is wrong.</summary>
    NotInTimeWindow,

    /// <summary>Another report.</summary>
    OtherReport,

    /// <summary>Nobody was asked yet: the keys of this agent are still being computed.</summary>
    DerivingKeys,
}
