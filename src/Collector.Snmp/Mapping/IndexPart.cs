using System.Collections.Frozen;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping;

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
}

/// <summary>One index of a table: cuts its sub-identifiers off a row's tail and renders them.</summary>
/// <remarks>
/// Immutable. A tail that is too short is padded with zeros and one that is too long is not looked at further, both as snmp_exporter does;
/// a length that the tail does not hold is cut to what is there.
/// </remarks>
internal sealed record IndexPart(string LabelName, IndexForm Form, TextForm Text, int Size = 0, FrozenDictionary<long, string>? Names = null)
{
    /// <summary>The sub-identifiers of this index within <paramref name="tail"/>, which begins where the index before ended.</summary>
    public int LengthIn(ReadOnlySpan<uint> tail) => Form switch
    {
        IndexForm.Number => 1,
        IndexForm.FixedOctets => Size,
        IndexForm.ImpliedOctets => tail.Length,
        _ => tail.IsEmpty ? 1 : 1 + (int)Math.Min(tail[0], (uint)(tail.Length - 1)),
    };

    /// <summary>Renders this index's own sub-identifiers; `destination` holds at least <see cref="MaxLength"/>.</summary>
    public int Render(ReadOnlySpan<uint> ids, Span<byte> destination)
    {
        if (Form == IndexForm.Number)
        {
            var number = ids.IsEmpty ? 0 : ids[0];
            if (Names is null || !Names.TryGetValue(number, out var name)) return TextRendering.WriteDecimal(number, destination);
            return System.Text.Encoding.UTF8.GetBytes(name, destination);
        }

        if (Form == IndexForm.CountedOctets && !ids.IsEmpty) ids = ids[1..];
        Span<byte> octets = stackalloc byte[Oid.MaxSubIds];
        var count = Form == IndexForm.FixedOctets ? Math.Min(Size, octets.Length) : ids.Length;
        for (var i = 0; i < count; i++) octets[i] = i < ids.Length ? (byte)ids[i] : (byte)0;
        return TextRendering.RenderOctets(Text, octets[..count], destination);
    }

    /// <summary>The longest text of any index: a name from the module, or three octets for each of 128.</summary>
    public int MaxLength => Math.Max(40 + 4 * Oid.MaxSubIds, Names is null ? 0 : Names.Values.Max(name => 3 * name.Length));
}
