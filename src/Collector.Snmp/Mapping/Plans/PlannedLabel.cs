namespace Collector.Snmp.Mapping.Plans;

/// <summary>One label of a plan: from an index, or looked up.</summary>
/// <param name="Name">The label's name, before any clash with a target's label.</param>
/// <param name="Index">Position of the index it renders; -1 when it is looked up.</param>
/// <param name="Lookup">Position of the lookup that it shows; -1 for an index.</param>
internal sealed record PlannedLabel(string Name, int Index, int Lookup);
