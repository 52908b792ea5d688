using System.Text;

namespace Collector.Pipeline.Samples;

/// <summary>Label values as the text format 0.0.4 and OpenMetrics 1.0 write them between quotes: backslash, quote and line feed escaped.</summary>
public static class LabelEscaping
{
    private static readonly System.Buffers.SearchValues<byte> Special = System.Buffers.SearchValues.Create("\\\"\n"u8);

    /// <summary>The most bytes that <paramref name="length"/> bytes of UTF-8 can become.</summary>
    public static int MaxLength(int length) => 2 * length;

    /// <summary>Escapes valid UTF-8 into <paramref name="destination"/>, which must hold <see cref="MaxLength"/>; returns the length written.</summary>
    public static int Escape(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = utf8.IndexOfAny(Special);
            if (plain < 0)
            {
                utf8.CopyTo(destination[written..]);
                return written + utf8.Length;
            }

            utf8[..plain].CopyTo(destination[written..]);
            written += plain;
            destination[written++] = (byte)'\\';
            destination[written++] = utf8[plain] == (byte)'\n' ? (byte)'n' : utf8[plain];
            utf8 = utf8[(plain + 1)..];
        }
    }

    /// <summary>Escapes text that is known at configuration time.</summary>
    public static byte[] Escape(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var escaped = new byte[MaxLength(utf8.Length)];
        return escaped[..Escape(utf8, escaped)];
    }

    /// <summary>The text of an escaped value.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf((byte)'\\') < 0) return Encoding.UTF8.GetString(escaped);
        var plain = new byte[escaped.Length];
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            var isEscape = escaped[i] == (byte)'\\' && i + 1 < escaped.Length;
            if (isEscape) i++;
            plain[length++] = isEscape && escaped[i] == (byte)'n' ? (byte)'\n' : escaped[i];
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }
}
