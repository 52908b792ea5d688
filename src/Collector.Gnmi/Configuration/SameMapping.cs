using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Configuration;

/// <summary>Whether leaves become the same series by two sets of options: what a reload may leave alone.</summary>
/// <remarks>As <see cref="SameTarget"/>: lists are compared here and taken out of the comparison of the records.</remarks>
internal static class SameMapping
{
    private static readonly LeafPattern NoPath = LeafPattern.Parse("/none");

    public static bool Of(MappingOptions one, MappingOptions other) => ReferenceEquals(one, other)
        || (one with { Rules = [] } == other with { Rules = [] }
            && one.Rules.Count == other.Rules.Count
            && one.Rules.Zip(other.Rules).All(pair => Of(pair.First, pair.Second)));

    private static bool Of(LeafRule one, LeafRule other) => WithoutLists(one) == WithoutLists(other)
        && one.Path.Text == other.Path.Text
        && (one.States ?? []).SequenceEqual(other.States ?? [], StringComparer.Ordinal)
        && AreSame(one.NumberMap, other.NumberMap);

    private static bool AreSame(IReadOnlyDictionary<string, double>? one, IReadOnlyDictionary<string, double>? other) =>
        one is null || other is null
            ? ReferenceEquals(one, other)
            : one.Count == other.Count && one.All(entry => other.TryGetValue(entry.Key, out var value) && value.Equals(entry.Value));

    private static LeafRule WithoutLists(LeafRule rule) => rule with { Path = NoPath, States = null, NumberMap = null };
}
