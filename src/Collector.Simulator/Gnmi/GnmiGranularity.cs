namespace Collector.Simulator.Gnmi;

/// <summary>What one notification, and one update of it, holds.</summary>
public enum GnmiGranularity
{
    /// <summary>A notification for each container, an update for each leaf.</summary>
    Container,

    /// <summary>A notification for each leaf.</summary>
    Leaf,

    /// <summary>In JSON and JSON_IETF an update for each container, whose value is an object; in other encodings as <see cref="Container"/>.</summary>
    Object,

    /// <summary>In JSON and JSON_IETF an update for each top-level container, whose value is everything below it; in other encodings as <see cref="Container"/>.</summary>
    Tree,
}
