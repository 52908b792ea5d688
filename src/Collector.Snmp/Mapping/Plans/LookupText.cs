using System.Collections.Frozen;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>How a value that was looked up becomes a label.</summary>
/// <param name="Form">How strings are rendered, unless a subtype says it.</param>
/// <param name="Names">Texts of codes, for lookups that name an enumeration.</param>
/// <param name="Subtype">Whose codes say how strings are rendered.</param>
/// <param name="SubtypeColumn">The lookup column, in the same table, that has the code; -1 without a subtype.</param>
/// <param name="Hint">How octets are written where they would be hexadecimal.</param>
internal sealed record LookupText(
    TextForm Form, FrozenDictionary<long, string>? Names = null, SubtypeKind Subtype = SubtypeKind.None, int SubtypeColumn = -1, DisplayHint? Hint = null)
{
    /// <summary>The text of a code; null when the value is no code that has one. Of a string the first octet is the code.</summary>
    public string? NameOf(in SnmpValue value)
    {
        if (Names is null) return null;
        if (!value.TryGetInt64(out var code))
        {
            if (value.Type != SmiType.OctetString || value.Content.IsEmpty) return null;
            code = value.Content[0];
        }

        return Names.GetValueOrDefault(code);
    }

    /// <summary>How a string is rendered beside this subtype; a missing one, and one that is no number, make it hexadecimal.</summary>
    public TextForm FormWith(in SnmpValue subtype)
    {
        if (Subtype == SubtypeKind.None) return Form;
        return subtype.TryGetInt64(out var code) ? Subtype.FormOf(code) : TextForm.Hex;
    }
}
