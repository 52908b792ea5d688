namespace Collector.Gnmi.Mapping.Json;

/// <summary>How a walk over a JSON value ended. What was handed out before a bad end stays valid.</summary>
internal enum JsonOutcome : byte
{
    Walked,

    /// <summary>Not JSON.</summary>
    Broken,

    /// <summary>Nested deeper than <see cref="JsonLeaves.MostDepth"/>.</summary>
    TooDeep,

    /// <summary>More than <see cref="JsonLeaves.MostNodes"/> members and items.</summary>
    TooLarge,
}
