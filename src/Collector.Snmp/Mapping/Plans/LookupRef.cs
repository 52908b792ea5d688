namespace Collector.Snmp.Mapping.Plans;

/// <summary>A lookup of a table's labels: a value of another object, found by sub-identifiers of the row.</summary>
/// <param name="Table">Whose lookup column it is: index into <see cref="ModulePlan.Tables"/>.</param>
/// <param name="Column">The lookup column there.</param>
/// <param name="Key">What names the row there, in order.</param>
/// <param name="IsOwnRow">The row there is the row itself: same table, all indexes, in order.</param>
/// <param name="Text">How the value is written.</param>
internal sealed record LookupRef(int Table, int Column, IReadOnlyList<KeyPart> Key, bool IsOwnRow, LookupText Text);

/// <summary>Sub-identifiers in a lookup's key: those of an index, or the number that an earlier lookup found.</summary>
/// <param name="Index">Position of the index; -1 for a number.</param>
/// <param name="Lookup">Position of the earlier lookup; -1 for an index.</param>
/// <param name="Otherwise">What the label stood for before the earlier lookup, and still does when that found nothing.</param>
internal sealed record KeyPart(int Index, int Lookup, KeyPart? Otherwise);
