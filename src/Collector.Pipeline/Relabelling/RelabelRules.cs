namespace Collector.Pipeline.Relabelling;

/// <summary>Rules that are applied one after the other: <c>relabel_configs</c> on targets, <c>write_relabel_configs</c> on series.</summary>
/// <remarks>Immutable; any thread. Two are equal when their rules say the same.</remarks>
public sealed class RelabelRules(IReadOnlyList<RelabelRule> rules) : IEquatable<RelabelRules>
{
    public static RelabelRules None { get; } = new([]);

    public IReadOnlyList<RelabelRule> Rules => rules;

    public bool IsEmpty => rules.Count == 0;

    /// <summary>False when a rule drops what has these labels; the labels are then somewhere in between.</summary>
    public bool Apply(LabelBuilder labels)
    {
        foreach (var rule in rules)
        {
            if (!rule.Apply(labels)) return false;
        }

        return true;
    }

    public bool Equals(RelabelRules? other) => other is not null && rules.SequenceEqual(other.Rules);

    public override bool Equals(object? obj) => Equals(obj as RelabelRules);

    public override int GetHashCode() => rules.Count == 0 ? 0 : HashCode.Combine(rules.Count, rules[0]);
}
