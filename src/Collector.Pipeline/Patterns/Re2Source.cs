using System.Globalization;
using System.Text;

namespace Collector.Pipeline.Patterns;

/// <summary>Reads an expression from left to right, code point by code point, and the escapes that stand for one.</summary>
internal sealed class Re2Source(string text)
{
    public int Position { get; private set; }

    public bool IsAtEnd => Position == text.Length;

    /// <summary>The next UTF-16 unit; NUL at the end.</summary>
    public char Next => IsAtEnd ? '\0' : text[Position];

    public ReadOnlySpan<char> Rest => text.AsSpan(Position);

    public string From(int start) => text[start..Position];

    public bool TrySkip(string expected)
    {
        if (!Rest.StartsWith(expected, StringComparison.Ordinal)) return false;
        Position += expected.Length;
        return true;
    }

    public void Skip(int length) => Position += length;

    public int ReadCodePoint()
    {
        if (Rune.DecodeFromUtf16(Rest, out var rune, out var length) != System.Buffers.OperationStatus.Done) throw new FormatException("invalid UTF-8");
        Position += length;
        return rune.Value;
    }

    /// <summary>An escape that stands for one code point; the backslash is next.</summary>
    public int ReadEscape()
    {
        var start = Position++;
        if (IsAtEnd) throw new FormatException("trailing backslash at end of expression");
        var codePoint = ReadCodePoint();
        var value = codePoint switch
        {
            'a' => 7,
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            'x' => ReadHex(),
            '0' => ReadOctal(0),
            >= '1' and <= '7' when Next is >= '0' and <= '7' => ReadOctal(codePoint - '0'), // alone it would be a back-reference
            < 0x80 when !char.IsAsciiLetterOrDigit((char)codePoint) => codePoint,
            _ => -1,
        };
        return value >= 0 ? value : throw new FormatException($"invalid escape sequence: `{From(start)}`");
    }

    private int ReadOctal(int value)
    {
        for (var digits = 1; digits < 3 && Next is >= '0' and <= '7'; digits++) value = value * 8 + text[Position++] - '0';
        return value;
    }

    private int ReadHex()
    {
        var braced = TrySkip("{");
        var start = Position;
        while (char.IsAsciiHexDigit(Next) && (braced || Position - start < 2)) Position++;
        var digits = text.AsSpan(start, Position - start);
        if (braced ? digits.IsEmpty || !TrySkip("}") : digits.Length < 2) return -1;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 0x10FFFF ? value : -1;
    }
}
