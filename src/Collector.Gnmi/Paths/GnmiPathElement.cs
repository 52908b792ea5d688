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
}
