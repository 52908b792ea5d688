namespace Collector.Pipeline.Store.Streams;

/// <summary>What kind of end a call or an attempt had, which decides how long to wait: the `reason` of `collector_gnmi_disconnects_total`.</summary>
public enum DisconnectReason : byte
{
    /// <summary>The connection could not be made or broke, or the device is not available.</summary>
    Unavailable,

    /// <summary>The device ended a stream that has no end, without an error.</summary>
    Ended,

    /// <summary>The device closes its connections from time to time and said so.</summary>
    Planned,

    /// <summary>The device cannot do what the subscription asks for.</summary>
    Rejected,

    /// <summary>The device does not let us in.</summary>
    Denied,

    /// <summary>TLS could not be agreed on: a certificate that one side does not believe, or versions that do not meet.</summary>
    Tls,

    /// <summary>The device has no room for another call.</summary>
    Exhausted,

    /// <summary>No message for several intervals.</summary>
    Silent,

    /// <summary>The device sent what is no gNMI message, again and again.</summary>
    Malformed,

    /// <summary>The device reported another error.</summary>
    Failed,
}
