using System.Buffers.Text;
using System.Text;

namespace Collector.Snmp.Ber;

/// <summary>Dotted decimal to content octets and back.</summary>
internal static class OidText
{
    // 128 sub-identifiers of ten digits, and the dots between them.
    private const int MaxTextLength = Oid.MaxSubIds * 11;

    /// <summary><paramref name="octets"/> must have room for the longest object identifier.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, Span<byte> octets, out int length)
    {
        length = 0;
        if (text.StartsWith('.'))
        {
            text = text[1..];
        }
        if (!TryTakeArc(ref text, out uint first) || !TryTakeArc(ref text, out uint second) || !TryJoin(first, second, out uint joined))
        {
            return false;
        }
        length = OidOctets.WriteSubId(octets, joined);
        for (int arcs = 2; !text.IsEmpty; arcs++)
        {
            if (arcs == Oid.MaxSubIds || !TryTakeArc(ref text, out uint arc))
            {
                return false;
            }
            length += OidOctets.WriteSubId(octets[length..], arc);
        }
        return true;
    }

    public static bool TryFormat(ReadOnlySpan<byte> encoded, Span<byte> utf8, out int written)
    {
        written = 0;
        if (!OidOctets.IsValid(encoded) || !OidOctets.TryReadSubId(ref encoded, out uint joined))
        {
            return false;
        }
        uint first = Math.Min(joined / 40, 2);
        int at = 0;
        if (!TryPut(utf8, ref at, first) || !TryPut(utf8, ref at, joined - (first * 40)))
        {
            return false;
        }
        while (OidOctets.TryReadSubId(ref encoded, out uint arc))
        {
            if (!TryPut(utf8, ref at, arc))
            {
                return false;
            }
        }
        written = at;
        return true;
    }

    public static string Format(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
        {
            return "";
        }
        Span<byte> text = stackalloc byte[MaxTextLength];
        return TryFormat(encoded, text, out int written)
            ? Encoding.ASCII.GetString(text[..written])
            : $"({Convert.ToHexStringLower(encoded)})";
    }

    private static bool TryTakeArc(ref ReadOnlySpan<char> text, out uint arc)
    {
        int dot = text.IndexOf('.');
        ReadOnlySpan<char> digits = dot < 0 ? text : text[..dot];
        // A dot at the end would leave an empty rest, which looks like a complete parse.
        if (dot == text.Length - 1 && dot >= 0)
        {
            arc = 0;
            return false;
        }
        text = dot < 0 ? default : text[(dot + 1)..];
        return uint.TryParse(digits, System.Globalization.NumberStyles.None, null, out arc);
    }

    // X.690 8.19.4: only under arc 2 may the second arc exceed 39.
    private static bool TryJoin(uint first, uint second, out uint joined)
    {
        ulong sum = ((ulong)first * 40) + second;
        joined = (uint)sum;
        return first <= 2 && (first == 2 || second < 40) && sum <= uint.MaxValue;
    }

    private static bool TryPut(Span<byte> utf8, ref int at, uint arc)
    {
        if (at > 0)
        {
            if (at >= utf8.Length)
            {
                return false;
            }
            utf8[at++] = (byte)'.';
        }
        bool fits = Utf8Formatter.TryFormat(arc, utf8[at..], out int digits);
        at += digits;
        return fits;
    }
}
