using System.Globalization;
using System.Text;

namespace Collector.Gnmi.Paths;

/// <summary>Reads one path from its text, and stops at the first mistake.</summary>
internal sealed class PathTextReader(string text)
{
    private readonly StringBuilder _part = new();
    private int _at;

    /// <summary>The mistake; null when there is none.</summary>
    public PathProblem? Problem { get; private set; }

    /// <summary>Not complete when there is a <see cref="Problem"/>.</summary>
    public GnmiPath Read()
    {
        if (StrayHalf() is var half and >= 0)
        {
            Wrong(half, "half of a surrogate pair");
            return GnmiPath.Root;
        }

        var origin = ReadOrigin();
        var elements = new List<GnmiPathElement>();
        if (Next == '/') _at++;
        while (Problem is null && _at < text.Length)
        {
            elements.Add(ReadElement());
            if (Next == '/') _at++; // so that a trailing one means nothing
        }

        return new GnmiPath { Origin = origin, Elements = elements };
    }

    private char Next => _at < text.Length ? text[_at] : '\0';

    /// <summary>gnmic's rule: no <c>/</c> at the beginning nor before the first colon, and behind the colon a <c>/</c> or the end. So a module's prefix is none.</summary>
    private string ReadOrigin()
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || (colon + 1 < text.Length && text[colon + 1] != '/')) return "";
        for (var i = 0; i < colon; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] is '/' or '[') return "";
        }

        var origin = ReadPart(":");
        if (origin.Length == 0) Wrong(0, "an origin is expected before the colon");
        if (Problem is null) _at++; // the colon
        return origin;
    }

    private GnmiPathElement ReadElement()
    {
        var start = _at;
        var name = ReadPart("/[]");
        if (Problem is null && name.Length == 0)
            Wrong(start, Next == '/' ? "an element has no name between two slashes; any number of levels is ..." : "an element has no name");
        if (Problem is null && Next == ']') Wrong(_at, "a ] without a [ before it; as part of a name it is written \\]");
        var keys = new List<KeyValuePair<string, string>>();
        while (Problem is null && Next == '[') ReadKey(keys);
        if (Problem is null && _at < text.Length && Next != '/') Wrong(_at, "behind ] only [ or / may stand");
        keys.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new GnmiPathElement(name, keys);
    }

    private void ReadKey(List<KeyValuePair<string, string>> keys)
    {
        var bracket = _at++;
        var start = _at;
        var name = ReadPart("=]");
        if (Problem is not null) return;
        if (_at == text.Length) Wrong(bracket, "this [ has no ]");
        else if (Next == ']') Wrong(start, "a key is name=value");
        else if (name.Length == 0) Wrong(start, "a key has no name");
        else if (keys.Exists(key => key.Key == name)) Wrong(start, $"key {name} is there twice");
        if (Problem is not null) return;
        var valueAt = ++_at;
        var value = ReadPart("]"); // an equals sign, a slash and a [ are part of it
        if (Problem is not null) return;
        if (_at == text.Length) Wrong(bracket, "this [ has no ]; in a value, ] is written \\]");
        else if (value.Length == 0) Wrong(valueAt, $"key {name} has no value; any value is *");
        else _at++;
        keys.Add(new(name, value));
    }

    /// <summary>Up to one of the characters that end it, or to the end of the text; escapes resolved.</summary>
    private string ReadPart(string ends)
    {
        _part.Clear();
        while (Problem is null && _at < text.Length && !ends.Contains(text[_at], StringComparison.Ordinal))
        {
            if (text[_at] == '\\') ReadEscape();
            else _part.Append(text[_at++]);
        }

        return _part.ToString();
    }

    private void ReadEscape()
    {
        var start = _at++;
        var escaped = Next;
        _at++;
        if (escaped is '[' or ']' or '\\' or '/' or '=') _part.Append(escaped);
        else if (escaped == 'n') _part.Append('\n');
        else if (escaped == 'r') _part.Append('\r');
        else if (escaped == 'u') ReadCodeUnits(start);
        else Wrong(start, "a backslash that escapes nothing; a backslash itself is written \\\\");
    }

    /// <summary><c>XXXX</c>; characters beyond U+FFFF are two of them, as in JSON.</summary>
    private void ReadCodeUnits(int start)
    {
        if (!TryCodeUnit(_at, out var unit))
        {
            Wrong(start, "\\u is followed by four hexadecimal digits");
            return;
        }

        _at += 4;
        _part.Append(unit);
        if (!char.IsSurrogate(unit)) return;
        var second = '\0';
        var isPair = char.IsHighSurrogate(unit) && string.CompareOrdinal(text, _at, "\\u", 0, 2) == 0 && TryCodeUnit(_at + 2, out second) && char.IsLowSurrogate(second);
        if (!isPair)
        {
            Wrong(start, "half of a surrogate pair");
            return;
        }

        _at += 6;
        _part.Append(second);
    }

    private bool TryCodeUnit(int at, out char unit)
    {
        unit = '\0';
        if (at + 4 > text.Length || !ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        unit = (char)value;
        return true;
    }

    /// <summary>Where a surrogate stands alone, or -1: there is no UTF-8 of it, so no message could carry it.</summary>
    private int StrayHalf()
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return i;
            i++;
        }

        return -1;
    }

    private void Wrong(int offset, string message) => Problem ??= new PathProblem(offset, message);
}
