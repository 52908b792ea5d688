namespace Collector.Pipeline.Store.Streams;

/// <summary>What a streaming target, or one of its subscriptions, is doing. Closed, so that it can be a metric's label.</summary>
public enum StreamState : byte
{
    /// <summary>Nothing was tried yet.</summary>
    Pending,

    /// <summary>A connection is being made, or waits for its turn to be made.</summary>
    Connecting,

    /// <summary>The call is open and nothing has come yet. Legal for as long as the device has nothing to say.</summary>
    Subscribed,

    /// <summary>Messages come, and the device has not said that its first state is complete.</summary>
    Syncing,

    /// <summary>The first state is complete: what comes now are changes and samples.</summary>
    Streaming,

    /// <summary>The last attempt failed; the next one waits for its time.</summary>
    BackingOff,

    /// <summary>A subscription of the mode ONCE has got everything.</summary>
    Finished,

    /// <summary>The target names a subscription, or credentials, that the configuration does not have; or it cannot be reached as configured.</summary>
    Misconfigured,
}
