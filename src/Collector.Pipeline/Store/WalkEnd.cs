namespace Collector.Pipeline.Store;

/// <summary>Why a walk stopped before its end: the `reason` of `collector_walk_truncated_total`.</summary>
public enum WalkEnd : byte
{
    /// <summary>Not truncated: the end of the subtree or of the MIB view.</summary>
    Complete,

    /// <summary>No reply after all retries.</summary>
    Timeout,

    /// <summary>The poll's deadline came first.</summary>
    Deadline,

    /// <summary>An OID did not increase: the agent would have sent us round for ever.</summary>
    NotIncreasing,

    /// <summary>The agent answered with an error-status (genErr, noAccess …).</summary>
    AgentError,

    /// <summary>One varbind is too big for the agent's reply.</summary>
    TooBig,

    /// <summary>A reply without any varbind.</summary>
    EmptyReply,

    /// <summary>A reply that is not valid BER, or not an answer to what was asked.</summary>
    Malformed,

    /// <summary>More rows, or more bytes, than a module may have.</summary>
    Limit,

    /// <summary>The host or the network said that the target cannot be reached.</summary>
    Unreachable,
}
