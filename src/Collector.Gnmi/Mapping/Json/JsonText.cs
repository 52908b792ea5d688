using System.Buffers.Text;
using System.Text;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Resolves the escapes of JSON strings that a reader has found well-formed: RFC 8259 section 7.</summary>
/// <remarks>The reader's own way throws on half a surrogate pair, which a device may send; here it becomes U+FFFD.</remarks>
internal static class JsonText
{
    /// <summary>Writes the text; what is written is never longer than what was escaped. Returns the length.</summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var at = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0 || plain + 1 >= escaped.Length)
            {
                escaped.CopyTo(destination[at..]);
                return at + escaped.Length;
            }

            escaped[..plain].CopyTo(destination[at..]);
            at += plain;
            escaped = escaped[plain..];
            at += escaped[1] == 'u' ? UnescapeCodePoint(ref escaped, destination[at..]) : UnescapeLetter(ref escaped, destination[at..]);
        }
    }

    private static int UnescapeLetter(ref ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        destination[0] = escaped[1] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            var letter => letter,
        };
        escaped = escaped[2..];
        return 1;
    }

    private static int UnescapeCodePoint(ref ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var unit = TakeUnit(ref escaped);
        if (Rune.TryCreate(unit, out var rune)) return rune.EncodeToUtf8(destination);
        var rest = escaped;
        if (char.IsHighSurrogate(unit) && rest is [(byte)'\\', (byte)'u', ..] && Rune.TryCreate(unit, TakeUnit(ref rest), out rune))
        {
            escaped = rest;
            return rune.EncodeToUtf8(destination);
        }

        return Rune.ReplacementChar.EncodeToUtf8(destination);
    }

    private static char TakeUnit(ref ReadOnlySpan<byte> escaped)
    {
        var digits = escaped.Length < 6 ? escaped[2..] : escaped[2..6];
        _ = Utf8Parser.TryParse(digits, out ushort unit, out _, 'x');
        escaped = escaped[(2 + digits.Length)..];
        return (char)unit;
    }
}
