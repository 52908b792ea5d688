namespace Collector.Gnmi.Sessions;

/// <summary>What a SubscribeResponse was.</summary>
public enum ResponseKind : byte
{
    /// <summary>A notification, maybe an empty one.</summary>
    Notification,

    /// <summary>Everything there was when the call began has been sent.</summary>
    Sync,

    /// <summary>The old error field: the call has failed.</summary>
    Error,

    /// <summary>Not a valid message. What could be read of it was not applied.</summary>
    Malformed,

    /// <summary>Nothing we know: an extension alone.</summary>
    Nothing,
}
