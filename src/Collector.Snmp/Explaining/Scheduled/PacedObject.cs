namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>How often one object (a column, or a scalar) is read.</summary>
/// <param name="Oid">Without an instance.</param>
/// <param name="Name">The metric that it is, or the label that it is looked up for; its OID where the module has neither.</param>
/// <param name="PaceSeconds">From one reading to the next; null for what every poll reads.</param>
/// <param name="IsRead">Whether this poll read it.</param>
public sealed record PacedObject(string Oid, string Name, double? PaceSeconds, bool IsRead);
