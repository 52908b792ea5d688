namespace Collector.Simulator.Gnmi;

/// <summary>How one gNMI device misbehaves all the time. Periods are <see cref="GnmiFleetOptions.MisbehaveEvery"/>.</summary>
public enum GnmiNature
{
    /// <summary>Answers as the specification says.</summary>
    Healthy,

    /// <summary>Never sends a sync response.</summary>
    NoSync,

    /// <summary>Sends the sync response a period late.</summary>
    LateSync,

    /// <summary>In every second half of a period something is deleted, in turn: a leaf, a branch, a leaf of all rows by a wildcard. Then it comes back.</summary>
    Deleting,

    /// <summary>Every notification is atomic; every second one lacks the last leaf.</summary>
    Atomic,

    /// <summary>Timestamps are 0.</summary>
    TimeZero,

    /// <summary>Timestamps are negative.</summary>
    TimeNegative,

    /// <summary>Timestamps are in seconds.</summary>
    TimeInSeconds,

    /// <summary>Timestamps are a day ahead.</summary>
    TimeAhead,

    /// <summary>Ends every stream after a period, with status OK.</summary>
    EndsWithOk,

    /// <summary>Says GOAWAY after a period and ends its streams with UNAVAILABLE.</summary>
    GoesAway,

    /// <summary>Refuses every call with UNAUTHENTICATED.</summary>
    Unauthenticated,

    /// <summary>Refuses every Subscribe with UNIMPLEMENTED.</summary>
    Unimplemented,

    /// <summary>Refuses every Subscribe with RESOURCE_EXHAUSTED.</summary>
    ResourceExhausted,

    /// <summary>Sends everything in messages of <see cref="GnmiFleetOptions.HugeMessageBytes"/>: older values of the same paths before the last one.</summary>
    Huge,

    /// <summary>Takes every call and says nothing.</summary>
    Silent,

    /// <summary>Sends messages without a pause for a period, then one with the last values, then nothing.</summary>
    Flooding,

    /// <summary>Says of every value that it stands for three that were left out.</summary>
    Coalescing,

    /// <summary>Uses the deprecated Path.element.</summary>
    OldPaths,

    /// <summary>A number is an unsigned integer, a text and a double by turns.</summary>
    ChangingTypes,
}
