using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping;

/// <summary>One subtree that a module walks.</summary>
/// <param name="Root">The subtree, or the one instance, to read.</param>
internal sealed record WalkStep(Oid Root);
