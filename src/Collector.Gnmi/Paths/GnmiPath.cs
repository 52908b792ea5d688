namespace Collector.Gnmi.Paths;

/// <summary>A path as users write it and requests carry it: an origin, and elements with keys. Immutable.</summary>
/// <remarks>gNMI specification 2.2.2. What devices send is read as spans and never becomes one of these on the hot path.</remarks>
public sealed record GnmiPath
{
    public static GnmiPath Root { get; } = new();

    /// <summary>Which schema the names belong to; empty when nobody said.</summary>
    public string Origin { get; init; } = "";

    /// <summary>From the root down.</summary>
    public IReadOnlyList<GnmiPathElement> Elements { get; init; } = [];
}
