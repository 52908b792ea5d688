namespace Collector.Snmp.Mapping;

/// <summary>One label of a plan: from an index, or looked up.</summary>
/// <param name="Name">The label's name, before any clash with a target's label.</param>
/// <param name="Index">Position of the index it renders, when it is not looked up.</param>
/// <param name="Lookup">Where it is looked up; null for an index.</param>
internal sealed record PlannedLabel(string Name, int Index, LookupRef? Lookup);
