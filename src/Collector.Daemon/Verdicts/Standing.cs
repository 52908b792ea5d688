namespace Collector.Daemon.Verdicts;

/// <summary>What a target says of the network between it and the collector.</summary>
internal enum Standing
{
    /// <summary>Nothing: it is misconfigured, its keys are being derived, or it has not had its turn.</summary>
    NotAsked,

    /// <summary>Its name has no address.</summary>
    Nameless,

    /// <summary>Something came from it, or from its host: the network works.</summary>
    Heard,

    /// <summary>Nothing came at all.</summary>
    Silent,
}
