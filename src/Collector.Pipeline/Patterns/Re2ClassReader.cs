namespace Collector.Pipeline.Patterns;

/// <summary>Reads the character classes of an expression: in brackets, by letter (`\d`) and by Unicode name (`\pL`).</summary>
internal sealed class Re2ClassReader(Re2Source source)
{
    /// <summary>A class in brackets; the opening one is next.</summary>
    public CodePointSet ReadBracketed(bool foldCase)
    {
        var start = source.Position;
        source.Skip(1);
        var isNegated = source.TrySkip("^");
        var set = new CodePointSet();
        for (var isFirst = true; isFirst || source.Next != ']' || source.IsAtEnd; isFirst = false)
        {
            if (source.IsAtEnd) throw new FormatException($"missing closing ]: `{source.From(start)}`");
            set.Add(ReadPosix(foldCase) is { } posix ? posix : TryReadNamed(foldCase, out var named) ? named : Folded(ReadRange(start), foldCase));
        }

        source.Skip(1);
        return isNegated ? set.Complement() : set;
    }

    /// <summary>`\d`, `\S`, `\pL`, `\P{Lu}`; false, with nothing read, when something else is next.</summary>
    public bool TryReadNamed(bool foldCase, out CodePointSet set)
    {
        set = new CodePointSet();
        var start = source.Position;
        var rest = source.Rest;
        if (rest is not ['\\', var letter, ..]) return false;
        if (letter is 'p' or 'P')
        {
            source.Skip(2);
            set = ReadUnicode(start, letter == 'P', foldCase);
            return true;
        }

        if (NamedClasses.OfLetter(letter) is not { } named) return false;
        source.Skip(2);
        set = Folded(named, foldCase);
        if (char.IsAsciiLetterUpper(letter)) set = set.Complement();
        return true;
    }

    private static CodePointSet Folded(CodePointSet set, bool foldCase) => foldCase ? CaseFolding.Fold(set) : set;

    private CodePointSet ReadUnicode(int start, bool isNegated, bool foldCase)
    {
        string name;
        if (source.TrySkip("{"))
        {
            var length = source.Rest.IndexOf('}');
            if (length < 0) throw new FormatException($"invalid character class range: `{source.From(start)}{source.Rest}`");
            name = source.Rest[..length].ToString();
            source.Skip(length + 1);
            if (name.StartsWith('^')) (name, isNegated) = (name[1..], !isNegated);
        }
        else
        {
            if (source.IsAtEnd) throw new FormatException($"invalid character class range: `{source.From(start)}`");
            var first = source.Position;
            source.ReadCodePoint();
            name = source.From(first);
        }

        if (NamedClasses.OfUnicodeName(name) is not { } set)
            throw new FormatException($"invalid character class range: `{source.From(start)}`; only general categories (L, Lu, Nd …) are known here, no scripts");
        set = Folded(set, foldCase);
        return isNegated ? set.Complement() : set;
    }

    /// <summary>`[:alpha:]` or `[:^alpha:]`; null when something else is next.</summary>
    private CodePointSet? ReadPosix(bool foldCase)
    {
        if (!source.Rest.StartsWith("[:", StringComparison.Ordinal)) return null;
        var length = source.Rest[2..].IndexOf(":]", StringComparison.Ordinal);
        if (length < 0) return null;
        var name = source.Rest.Slice(2, length).ToString();
        var isNegated = name.StartsWith('^');
        if (NamedClasses.OfPosixName(isNegated ? name[1..] : name) is not { } set) throw new FormatException($"invalid character class range: `[:{name}:]`");
        source.Skip(length + 4);
        set = Folded(set, foldCase);
        return isNegated ? set.Complement() : set;
    }

    private CodePointSet ReadRange(int classStart)
    {
        var start = source.Position;
        var low = ReadMember(classStart);
        var high = low;
        if (source.Rest is ['-', not ']', ..])
        {
            source.Skip(1);
            high = ReadMember(classStart);
        }

        if (high < low) throw new FormatException($"invalid character class range: `{source.From(start)}`");
        return new CodePointSet((low, high));
    }

    private int ReadMember(int classStart)
    {
        if (source.IsAtEnd) throw new FormatException($"missing closing ]: `{source.From(classStart)}`");
        return source.Next == '\\' ? source.ReadEscape() : source.ReadCodePoint();
    }
}
