using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping;

/// <summary>One subtree that a module walks.</summary>
/// <param name="Root">The subtree, or the one instance, to read.</param>
/// <param name="EveryNthPoll">Its pace: 1 reads it in each poll; its columns are carried over in the polls between.</param>
internal sealed record WalkStep(Oid Root, int EveryNthPoll = 1);
