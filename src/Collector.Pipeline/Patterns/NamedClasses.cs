using System.Collections.Frozen;
using System.Globalization;

namespace Collector.Pipeline.Patterns;

/// <summary>Character classes that RE2 has names for: `\d`, `[:alpha:]` (both ASCII only) and the general categories of Unicode, `\pL`.</summary>
internal static class NamedClasses
{
    private static readonly FrozenDictionary<string, (int, int)[]> Posix = new Dictionary<string, (int, int)[]>(StringComparer.Ordinal)
    {
        ["alnum"] = [('0', '9'), ('A', 'Z'), ('a', 'z')],
        ["alpha"] = [('A', 'Z'), ('a', 'z')],
        ["ascii"] = [(0, 0x7F)],
        ["blank"] = [('\t', '\t'), (' ', ' ')],
        ["cntrl"] = [(0, 0x1F), (0x7F, 0x7F)],
        ["digit"] = [('0', '9')],
        ["graph"] = [('!', '~')],
        ["lower"] = [('a', 'z')],
        ["print"] = [(' ', '~')],
        ["punct"] = [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        ["space"] = [('\t', '\r'), (' ', ' ')],
        ["upper"] = [('A', 'Z')],
        ["word"] = [('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')],
        ["xdigit"] = [('0', '9'), ('A', 'F'), ('a', 'f')],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // In the order of UnicodeCategory. An unassigned code point is in no category that RE2 knows.
    private static readonly string[] Categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
    ];

    /// <summary>`d`, `s` and `w`, also for their negations; null for other letters.</summary>
    public static CodePointSet? OfLetter(char letter) => letter switch
    {
        'd' or 'D' => new CodePointSet(('0', '9')),
        's' or 'S' => new CodePointSet(('\t', '\n'), ('\f', '\r'), (' ', ' ')), // without the vertical tab, which [:space:] has
        'w' or 'W' => new CodePointSet(Posix["word"]),
        _ => null,
    };

    public static CodePointSet? OfPosixName(string name) => Posix.TryGetValue(name, out var ranges) ? new CodePointSet(ranges) : null;

    /// <summary>A general category (`Lu`), a group of them (`L`) or `Any`. Scripts (`Greek`) are not known to .NET.</summary>
    public static CodePointSet? OfUnicodeName(string name)
    {
        if (name == "Any") return new CodePointSet((0, 0x10FFFF));
        if (name.Length == 0 || !Array.Exists(Categories, category => category == name || category.AsSpan(0, 1).SequenceEqual(name))) return null;
        var set = new CodePointSet();
        var first = -1;
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
            var isIn = category < UnicodeCategory.OtherNotAssigned && Categories[(int)category].StartsWith(name, StringComparison.Ordinal);
            if (isIn && first < 0) first = codePoint;
            if (isIn || first < 0) continue;
            set.Add(first, codePoint - 1);
            first = -1;
        }

        if (first >= 0) set.Add(first, 0x10FFFF);
        return set;
    }
}
