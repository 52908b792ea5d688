namespace Collector.Gnmi.Paths;

/// <summary>One step of a path: the name of a node, and for an entry of a list its keys.</summary>
/// <param name="Name">As written, a module's prefix included; <c>*</c> and <c>...</c> are wildcards.</param>
/// <param name="Keys">Sorted by name, ordinally. A value of <c>*</c> is a wildcard.</param>
public sealed record GnmiPathElement(string Name, IReadOnlyList<KeyValuePair<string, string>> Keys)
{
    public GnmiPathElement(string name)
        : this(name, [])
    {
    }

    public bool Equals(GnmiPathElement? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name && Keys.SequenceEqual(other.Keys));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name, StringComparer.Ordinal);
        foreach (var key in Keys) hash.Add(key);
        return hash.ToHashCode();
    }
}
