using System.Collections.Frozen;

namespace Collector.Snmp.Mapping;

/// <summary>A label that is looked up in another object, by some of the row's own indexes.</summary>
/// <param name="Table">Whose lookup column it is: index into <see cref="ModulePlan.Tables"/>.</param>
/// <param name="Column">The lookup column there.</param>
/// <param name="Sources">The indexes that name the row there, by position in the own table's indexes.</param>
/// <param name="IsOwnRow">The row there is the row itself: same table, all indexes, in order.</param>
/// <param name="Form">How strings are rendered.</param>
/// <param name="Names">Texts of codes, for lookups that name an enumeration.</param>
internal sealed record LookupRef(int Table, int Column, IReadOnlyList<int> Sources, bool IsOwnRow, TextForm Form, FrozenDictionary<long, string>? Names);
