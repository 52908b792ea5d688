namespace Collector.Gnmi.Mapping.Naming;

/// <summary>The label that carries the text of a leaf: its last element's name, with those of its parents in front while a key or the configuration has that label.</summary>
internal static class TextLabels
{
    /// <param name="shape">The leaf.</param>
    /// <param name="chosen">What a rule says; null for the leaf's name.</param>
    /// <param name="keyLabels">Labels that are taken.</param>
    /// <param name="withModules">Whether names keep their modules, as gnmic has it.</param>
    public static string Of(LeafShape shape, string? chosen, IReadOnlyList<string> keyLabels, bool withModules)
    {
        var at = shape.Elements.Count - 1;
        var label = chosen ?? (at < 0 ? "value" : NameText.Valid(Part(shape.Elements[at].Name, withModules)));
        while (IsTaken(label, keyLabels)) label = --at < 0 ? "value_" + label : NameText.Valid(Part(shape.Elements[at].Name, withModules) + "_" + label);
        return label;
    }

    private static string Part(string name, bool withModules) => NameText.Clean(withModules ? NameText.Base(name) : ModulePrefix.Strip(NameText.Base(name)));

    private static bool IsTaken(string label, IReadOnlyList<string> keyLabels) =>
        label is MetaLabels.Source or MetaLabels.SubscriptionName or "instance" || keyLabels.Contains(label, StringComparer.Ordinal);
}
