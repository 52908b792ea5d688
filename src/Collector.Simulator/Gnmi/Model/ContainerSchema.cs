namespace Collector.Simulator.Gnmi.Model;

/// <summary>A container that has leaves: where it is, whose rows it is there for, and the leaves. Shared by all devices; written as a list initializer.</summary>
internal sealed class ContainerSchema
{
    private readonly List<ModelLeaf> _leaves = [];

    /// <param name="path">Names as in <c>openconfig-interfaces:interfaces/interface[name]/state</c>. A module holds for the steps and leaves after it.</param>
    /// <param name="rows">The lists on the way.</param>
    public ContainerSchema(string path, RowKind rows)
    {
        Rows = rows;
        Steps = Read(path);
        Module = Steps[^1].Module;
    }

    public RowKind Rows { get; }

    public PathStep[] Steps { get; }

    /// <summary>Of the leaves, unless they say otherwise.</summary>
    public string Module { get; }

    public IReadOnlyList<ModelLeaf> Leaves => _leaves;

    /// <summary>Whether these leaves are what somebody configured, rather than state.</summary>
    public bool IsConfig => Steps[^1].Name == "config";

    public ContainerSchema Number(string name, LeafKind kind, ulong changesEvery, LeafNumber number, int precision = 0)
    {
        var (module, leaf) = Split(name);
        _leaves.Add(new ModelLeaf(leaf, module, kind, changesEvery, number) { Precision = precision });
        return this;
    }

    public ContainerSchema Text(string name, LeafText text, LeafKind kind = LeafKind.Text, ulong changesEvery = ModelLeaf.Constant)
    {
        var (module, leaf) = Split(name);
        _leaves.Add(new ModelLeaf(leaf, module, kind, changesEvery, text));
        return this;
    }

    private (string Module, string Name) Split(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (Module, name) : (name[..colon], name[(colon + 1)..]);
    }

    private static PathStep[] Read(string path)
    {
        var module = "";
        var steps = new List<PathStep>();
        foreach (var part in path.Split('/'))
        {
            var name = part.TrimEnd(']').Split('[');
            var colon = name[0].IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0) module = name[0][..colon];
            steps.Add(new PathStep(name[0][(colon + 1)..], module, name[1..]));
        }

        return [.. steps];
    }
}
