using System.Globalization;
using System.Text;

namespace Collector.Grpc.Calls;

/// <summary>The text of <c>grpc-message</c>: percent-encoded UTF-8. Reading it never fails; what is no valid escape stays as it is.</summary>
internal static class PercentEncoding
{
    /// <summary>Longer texts are cut: they end up in logs.</summary>
    private const int MostCharacters = 2000;

    public static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= 0x20 and <= 0x7E and not (byte)'%') encoded.Append((char)octet);
            else encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }

    /// <summary>Decodes text that goes into a log: each run of control characters becomes a space.</summary>
    public static string DecodeForLog(string encoded)
    {
        var octets = Encoding.UTF8.GetBytes(encoded);
        var length = 0;
        for (var at = 0; at < octets.Length; at++)
        {
            var isEscape = octets[at] == (byte)'%' && at + 2 < octets.Length && char.IsAsciiHexDigit((char)octets[at + 1]) && char.IsAsciiHexDigit((char)octets[at + 2]);
            octets[length++] = isEscape ? (byte)((Nibble(octets[++at]) << 4) | Nibble(octets[++at])) : octets[at];
        }

        return ForLog(Encoding.UTF8.GetString(octets, 0, length));
    }

    /// <summary>Text of others on one line.</summary>
    public static string ForLog(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MostCharacters));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MostCharacters) return line.Append('…').ToString();
            if (!IsControl(rune)) line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>What moves the cursor, ends the line, or turns the direction of text round.</summary>
    private static bool IsControl(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
