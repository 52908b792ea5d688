namespace Collector.Gnmi.Mapping;

/// <summary>What all leaves have in common that differ in the values of keys only: origin, names, names of keys. What a metric is named by.</summary>
/// <remarks>Immutable. Names are as the device sent them, module prefixes included.</remarks>
internal sealed record LeafShape
{
    /// <summary>Empty when the device gave none.</summary>
    public string Origin { get; init; } = "";

    /// <summary>From the root to the leaf, prefix and path joined; at least one, unless the root itself has a value.</summary>
    public required IReadOnlyList<ShapeElement> Elements { get; init; }

    /// <summary>How many of <see cref="Elements"/> came from the notification's prefix where the shape was first met; gnmic's names of clashing tags depend on it.</summary>
    public int PrefixLength { get; init; }
}
