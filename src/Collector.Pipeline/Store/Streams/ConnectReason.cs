namespace Collector.Pipeline.Store.Streams;

/// <summary>Why a connection was dialled: the `reason` of `collector_gnmi_connect_attempts_total`.</summary>
public enum ConnectReason : byte
{
    /// <summary>The target is new, or its configuration is.</summary>
    Start,

    /// <summary>The attempt before failed at another address of the target.</summary>
    NextAddress,

    /// <summary>The attempt before failed.</summary>
    Retry,

    /// <summary>A connection that worked was lost.</summary>
    Lost,
}
