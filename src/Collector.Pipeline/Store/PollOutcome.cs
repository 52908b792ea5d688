namespace Collector.Pipeline.Store;

/// <summary>How a poll of a target ended. Closed, so that it can be a metric's label.</summary>
public enum PollOutcome : byte
{
    /// <summary>Every module was read to its end.</summary>
    Answered,

    /// <summary>There were replies, but at least one module was cut short.</summary>
    Partial,

    /// <summary>No reply after all retries.</summary>
    TimedOut,

    /// <summary>The host said that nobody listens on the port.</summary>
    Refused,

    /// <summary>The network said that the host cannot be reached.</summary>
    Unreachable,

    /// <summary>The target's name has no address.</summary>
    Unresolved,

    /// <summary>There were replies, and none of them was valid: the wrong community, or varbinds that cannot be read.</summary>
    Invalid,

    /// <summary>The agent answered that it does not let us in, and nothing else: see <see cref="PollRecord.Problem"/>.</summary>
    Denied,

    /// <summary>The target names a module or an auth that the configuration does not have.</summary>
    Misconfigured,

    /// <summary>No reply, as in the poll before: asked one question only, or none while a target that wants that backs off.</summary>
    Silent,
}
