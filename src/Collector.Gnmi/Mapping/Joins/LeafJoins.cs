using Collector.Gnmi.Mapping.Naming;

namespace Collector.Gnmi.Mapping.Joins;

/// <summary>Which leaves are joined, and to which tables: to those that share names and keys with the leaf, from the root down.</summary>
/// <remarks>
/// Immutable, any thread; asked once for each shape. An interface's description is joined to its counters and to those of its subinterfaces, because all of them are below
/// <c>/interfaces/interface[name]</c>. Modules' names are not looked at.
/// </remarks>
internal sealed class LeafJoins(IReadOnlyList<JoinOptions> options)
{
    public const int None = -1;

    private readonly IReadOnlyList<string>[] _paths = [.. options.Select(join => join.Leaf.Exact ?? throw new ArgumentException($"{join.Leaf} is for several leaves", nameof(options)))];

    public static LeafJoins Nothing { get; } = new([]);

    public int Count => _paths.Length;

    public string LabelOf(int join) => options[join].Label;

    /// <summary>The join whose label a leaf's value is; <see cref="None"/> for most.</summary>
    public int SourceOf(LeafShape shape)
    {
        for (var join = 0; join < _paths.Length; join++)
        {
            if (shape.Elements.Count == _paths[join].Count && SharedBy(join, shape, shape.Elements.Count) == shape.Elements.Count) return join;
        }

        return None;
    }

    /// <summary>The joined labels of the table that a leaf is in; a key's label of the same name wins.</summary>
    public IReadOnlyList<TableJoin> For(LeafShape shape, IReadOnlyList<string> keyLabels)
    {
        if (_paths.Length == 0) return [];
        var container = shape.Elements.Count > 0 && shape.Elements[^1].Keys.Count == 0 ? shape.Elements.Count - 1 : shape.Elements.Count;
        var joins = new List<TableJoin>();
        for (var join = 0; join < _paths.Length; join++)
        {
            var keys = shape.Elements.Take(SharedBy(join, shape, container)).Sum(element => element.Keys.Count);
            if (keys > 0 && !keyLabels.Contains(LabelOf(join), StringComparer.Ordinal)) joins.Add(new TableJoin(join, keys, System.Text.Encoding.UTF8.GetBytes(LabelOf(join))));
        }

        return joins;
    }

    /// <summary>Elements from the root that a shape has in common with a joined leaf's path.</summary>
    private int SharedBy(int join, LeafShape shape, int most)
    {
        var path = _paths[join];
        var shared = 0;
        while (shared < most && shared < path.Count && IsSame(path[shared], shape.Elements[shared].Name)) shared++;
        return shared;
    }

    private static bool IsSame(string written, string sent) => ModulePrefix.Strip(written).SequenceEqual(ModulePrefix.Strip(sent));
}
