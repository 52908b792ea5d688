namespace Collector.Snmp.Polling.OnDemand;

/// <summary>Why a walk on demand was not even queued.</summary>
public enum OnDemandRefusal : byte
{
    /// <summary>Too many walks wait for this target.</summary>
    TargetBusy,

    /// <summary>Too many walks wait.</summary>
    Busy,

    /// <summary>A module or the auth does not exist, or cannot be used.</summary>
    Unknown,
}
