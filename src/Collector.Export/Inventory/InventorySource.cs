namespace Collector.Export.Inventory;

/// <summary>How one kind of component table is recognised in the store: by names of families and of labels, whatever protocol filled it.</summary>
internal sealed record InventorySource
{
    /// <summary>The labels that tell rows apart: the first of them that a row has is the component's id.</summary>
    public required IReadOnlyList<string> IdLabels { get; init; }

    /// <summary>What a family of this name says.</summary>
    public required IReadOnlyDictionary<string, ComponentField> Families { get; init; }

    /// <summary>What a label of a row says.</summary>
    public IReadOnlyDictionary<string, ComponentField> Labels { get; init; } = new Dictionary<string, ComponentField>();

    /// <summary>A family's name may have more in front: an origin, a module, a prefix of the user's.</summary>
    public bool MayHavePrefix { get; init; }

    /// <summary>The id is the component's name too.</summary>
    public bool IsIdName { get; init; }

    /// <summary>A number may stand for text that looks like one. Without it a number counts only where numbers are expected: types, parents and positions.</summary>
    public bool AreNumbersText { get; init; }

    /// <summary>The names of types that come as numbers, in UTF-8.</summary>
    public IReadOnlyDictionary<long, byte[]> Types { get; init; } = new Dictionary<long, byte[]>();
}
