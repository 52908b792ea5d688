using System.Collections.Frozen;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Rendering;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>How many sub-identifiers of an index tail an index takes, and what label they become.</summary>
internal enum IndexForm : byte
{
    /// <summary>One sub-identifier, unsigned decimal.</summary>
    Number,

    /// <summary>A fixed count, one octet each: MAC addresses, IP addresses, strings of fixed size.</summary>
    FixedOctets,

    /// <summary>A length, then as many octets (RFC 2578 section 7.7).</summary>
    CountedOctets,

    /// <summary>All that is left (IMPLIED).</summary>
    ImpliedOctets,

    /// <summary>A subtype, a length, then as many octets: two objects of the MIB in one label.</summary>
    SubtypedOctets,

    /// <summary>A subtype, then the octets that it always has, from agents that leave the length out; all that is left for other subtypes.</summary>
    SubtypedWithoutLength,
}

/// <summary>One index of a table: cuts its sub-identifiers off a row's tail and renders them.</summary>
/// <remarks>
/// Immutable. A tail that is too short is padded with zeros and one that is too long is not looked at further, both as snmp_exporter does;
/// a length that the tail does not hold is cut to what is there.
/// </remarks>
internal sealed record IndexPart(
    string LabelName, IndexForm Form, TextForm Text, int Size = 0, FrozenDictionary<long, string>? Names = null, SubtypeKind Subtype = SubtypeKind.None)
{
    /// <summary>The longest text of any index: a name from the module, or three octets for each of 128.</summary>
    public int MaxLength => Math.Max(40 + 4 * Oid.MaxSubIds, Names is null ? 0 : Names.Values.Max(name => 3 * name.Length));

    /// <summary>
    /// How many sub-identifiers this index takes from <paramref name="tail"/>, which begins where the index before ended.
    /// More than the tail has when it is too short: those count as zeros.
    /// </summary>
    public int LengthIn(ReadOnlySpan<uint> tail) => Form switch
    {
        IndexForm.Number => 1,
        IndexForm.FixedOctets => Size,
        IndexForm.ImpliedOctets => tail.Length,
        IndexForm.CountedOctets => tail.IsEmpty ? 1 : 1 + (int)Math.Min(tail[0], (uint)(tail.Length - 1)),
        IndexForm.SubtypedOctets => tail.Length < 2 ? 2 : 2 + (int)Math.Min(tail[1], (uint)(tail.Length - 2)),
        _ => LengthWithoutLength(tail),
    };

    /// <summary>Renders this index's own sub-identifiers; `destination` holds at least <see cref="MaxLength"/>.</summary>
    public int Render(ReadOnlySpan<uint> ids, Span<byte> destination) => Form switch
    {
        IndexForm.Number => RenderNumber(ids.IsEmpty ? 0 : ids[0], destination),
        IndexForm.FixedOctets => RenderOctets(Text, ids, Size, destination),
        IndexForm.CountedOctets => RenderOctets(Text, ids.IsEmpty ? ids : ids[1..], 0, destination),
        IndexForm.SubtypedOctets => RenderSubtyped(ids, destination),
        IndexForm.SubtypedWithoutLength => RenderWithoutLength(ids, destination),
        _ => RenderOctets(Text, ids, 0, destination),
    };

    private int LengthWithoutLength(ReadOnlySpan<uint> tail)
    {
        if (tail.IsEmpty) return 1;
        var octets = SubtypeKinds.OctetsOf(Subtype.FormOf(tail[0]));
        return octets == 0 ? tail.Length : 1 + octets;
    }

    private int RenderNumber(uint number, Span<byte> destination)
    {
        if (Names is null || !Names.TryGetValue(number, out var name)) return TextRendering.WriteDecimal(number, destination);
        return System.Text.Encoding.UTF8.GetBytes(name, destination);
    }

    /// <summary>Subtypes that say nothing of the text, and lengths that do not fit the subtype, show all octets with both in front.</summary>
    private int RenderSubtyped(ReadOnlySpan<uint> ids, Span<byte> destination)
    {
        var form = ids.IsEmpty ? TextForm.Hex : Subtype.FormOf(ids[0]);
        var octets = SubtypeKinds.OctetsOf(form);
        var fits = form != TextForm.Hex && (octets == 0 || ids.Length < 2 || ids[1] == octets);
        return fits ? RenderOctets(form, ids[Math.Min(2, ids.Length)..], octets, destination) : RenderOctets(TextForm.Hex, ids, 2, destination);
    }

    private int RenderWithoutLength(ReadOnlySpan<uint> ids, Span<byte> destination)
    {
        var form = ids.IsEmpty ? TextForm.Hex : Subtype.FormOf(ids[0]);
        var octets = SubtypeKinds.OctetsOf(form);
        return octets == 0 ? RenderOctets(TextForm.Hex, ids, 0, destination) : RenderOctets(form, ids[1..], octets, destination);
    }

    /// <summary>One octet each, of which the sub-identifier's low one counts; <paramref name="atLeast"/> of them, zeros where none are left.</summary>
    private static int RenderOctets(TextForm form, ReadOnlySpan<uint> ids, int atLeast, Span<byte> destination)
    {
        Span<byte> octets = stackalloc byte[Oid.MaxSubIds];
        var count = Math.Min(Math.Max(atLeast, ids.Length), octets.Length);
        for (var i = 0; i < count; i++) octets[i] = i < ids.Length ? (byte)ids[i] : (byte)0;
        return TextRendering.RenderOctets(form, octets[..count], destination);
    }
}
