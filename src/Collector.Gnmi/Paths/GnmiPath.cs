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

    public bool Equals(GnmiPath? other) => ReferenceEquals(this, other) || (other is not null && Origin == other.Origin && Elements.SequenceEqual(other.Elements));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Origin, StringComparer.Ordinal);
        foreach (var element in Elements) hash.Add(element);
        return hash.ToHashCode();
    }

    /// <summary>As <see cref="PathText"/> writes it.</summary>
    public override string ToString() => PathText.Format(this);
}
