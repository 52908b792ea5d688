namespace Collector.Snmp.Polling.Paces;

/// <summary>Why a poll of a module read what has a slower pace.</summary>
internal enum SlowReadReason : byte
{
    /// <summary>Its own time had come.</summary>
    Pace,

    /// <summary>Nothing was known: the first poll, or the first after one without a reply.</summary>
    First,

    /// <summary>sysUpTime went back, or the agent started a few minutes ago.</summary>
    Restart,

    /// <summary>One of the objects that say when a table last changed has another value.</summary>
    Change,

    /// <summary>A row came or went, is called otherwise, or lacks a name that it had.</summary>
    Rows,

    /// <summary>The poll before was cut short.</summary>
    Incomplete,

    /// <summary>There was a sign of a change a moment ago, and it is not certain yet that all of it has been seen.</summary>
    Unsettled,

    /// <summary>The agent has no sysUpTime, so that nothing would say that it started anew.</summary>
    Unguarded,
}
