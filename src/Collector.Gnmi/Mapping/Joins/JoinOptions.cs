using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Mapping.Joins;

/// <summary>One leaf whose value is a label of all rows that share its keys: an interface's description on its counters.</summary>
/// <param name="Label">The label's name.</param>
/// <param name="Leaf">The whole path of the leaf, without wildcards.</param>
public sealed record JoinOptions(string Label, LeafPattern Leaf);
