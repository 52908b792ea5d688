using System.Text;

namespace Collector.Pipeline.Patterns;

/// <summary>
/// Translates an RE2 expression, in the syntax of Go's regexp package, to one of .NET that matches the same; refuses what RE2 refuses, in Go's words.
/// </summary>
/// <remarks>
/// For one thread and one expression. What it emits has no options and no names: every class is spelt out in UTF-16, so neither culture nor
/// .NET's larger `\d` and `\w` play a part. Left over is `\b`, which .NET also sees between letters beyond ASCII.
/// </remarks>
internal sealed class Re2Translator
{
    private const int MostRepetitions = 1000;
    private const int MostNested = 1000;

    private readonly Re2Source _source;
    private readonly Re2ClassReader _classes;
    private readonly List<string> _groups = [""];
    private Re2Flags _flags;
    private int _depth;

    private Re2Translator(string expression)
    {
        _source = new Re2Source(expression);
        _classes = new Re2ClassReader(_source);
    }

    /// <summary>Translates a whole expression.</summary>
    /// <param name="expression">As the user wrote it.</param>
    /// <param name="groups">The groups' names by number, empty for those without one; 0 is the whole match.</param>
    /// <exception cref="FormatException">It is not an expression of RE2; the message says why.</exception>
    public static string Translate(string expression, out IReadOnlyList<string> groups)
    {
        var translator = new Re2Translator(expression);
        groups = translator._groups;
        var whole = translator.ReadAlternatives();
        return translator._source.IsAtEnd ? whole.Text : throw new FormatException($"unexpected ): `{expression}`");
    }

    private Part ReadAlternatives()
    {
        if (++_depth > MostNested) throw new FormatException("expression nests too deeply");
        var outer = _flags; // flags end with the group that they stand in
        var text = new StringBuilder();
        var repetitions = 1;
        do
        {
            var sequence = ReadSequence();
            text.Append(sequence.Text);
            repetitions = Math.Max(repetitions, sequence.Repetitions);
        }
        while (TrySkipBar(text));
        _flags = outer;
        _depth--;
        return new Part(text.ToString(), repetitions);
    }

    private bool TrySkipBar(StringBuilder text)
    {
        if (!_source.TrySkip("|")) return false;
        text.Append('|');
        return true;
    }

    private Part ReadSequence()
    {
        var parts = new List<Part>();
        var lastQuantifier = -1; // where the quantifier began that was read just now
        while (!_source.IsAtEnd && _source.Next is not ('|' or ')'))
        {
            var start = _source.Position;
            if (TryReadQuantifier(out var least, out var most))
            {
                Quantify(parts, start, lastQuantifier, least, most);
                lastQuantifier = lastQuantifier < 0 ? start : lastQuantifier;
                continue;
            }

            ReadPart(parts);
            lastQuantifier = -1;
        }

        return new Part(string.Concat(parts.Select(part => part.Text)), parts.Count == 0 ? 1 : parts.Max(part => part.Repetitions));
    }

    private void ReadPart(List<Part> parts)
    {
        if (_source.Next == '(')
        {
            if (ReadGroup() is { } group) parts.Add(group);
        }
        else if (_source.TrySkip(@"\Q"))
        {
            ReadQuoted(parts);
        }
        else
        {
            parts.Add(ReadSingle());
        }
    }

    private Part ReadSingle()
    {
        switch (_source.Next)
        {
            case '[':
                return Part.Of(_classes.ReadBracketed(_flags.HasFlag(Re2Flags.FoldCase)));
            case '.':
                _source.Skip(1);
                return Part.Of(_flags.HasFlag(Re2Flags.DotMatchesNewLine) ? new CodePointSet((0, 0x10FFFF)) : new CodePointSet(('\n', '\n')).Complement());
            case '^':
                _source.Skip(1);
                return new Part(_flags.HasFlag(Re2Flags.Lines) ? "(?m:^)" : @"\A");
            case '$':
                _source.Skip(1);
                return new Part(_flags.HasFlag(Re2Flags.Lines) ? "(?m:$)" : @"\z"); // .NET's $ also matches before a last line feed
            case '\\':
                return ReadBackslash();
            default:
                return Literal(_source.ReadCodePoint());
        }
    }

    private Part ReadBackslash()
    {
        foreach (var assertion in (ReadOnlySpan<string>)[@"\A", @"\z", @"\b", @"\B"])
        {
            if (_source.TrySkip(assertion)) return new Part(assertion);
        }

        return _classes.TryReadNamed(_flags.HasFlag(Re2Flags.FoldCase), out var set) ? Part.Of(set) : Literal(_source.ReadEscape());
    }

    private void ReadQuoted(List<Part> parts)
    {
        while (!_source.IsAtEnd && !_source.TrySkip(@"\E")) parts.Add(Literal(_source.ReadCodePoint()));
    }

    private Part Literal(int codePoint)
    {
        var set = new CodePointSet((codePoint, codePoint));
        if (_flags.HasFlag(Re2Flags.FoldCase)) return Part.Of(CaseFolding.Fold(set));
        return new Part(codePoint < 0x80 && char.IsAsciiLetterOrDigit((char)codePoint) ? ((char)codePoint).ToString() : set.ToExpression());
    }

    /// <summary>A group, or null for one that only sets flags.</summary>
    private Part? ReadGroup()
    {
        var start = _source.Position;
        _source.Skip(1);
        var outer = _flags;
        var open = "(?:";
        if (_source.TrySkip("?P<") || IsNamed() && _source.TrySkip("?<"))
        {
            AddGroup(ReadName(start));
            open = "(";
        }
        else if (_source.TrySkip("?"))
        {
            if (!ReadFlags(start)) return null;
        }
        else
        {
            _groups.Add("");
            open = "(";
        }

        var body = ReadAlternatives();
        if (!_source.TrySkip(")")) throw new FormatException($"missing closing ): `{_source.From(0)}`");
        _flags = outer;
        return new Part($"{open}{body.Text})", body.Repetitions);
    }

    private bool IsNamed() => _source.Rest is ['?', '<', not ('=' or '!'), ..];

    private string ReadName(int start)
    {
        var length = _source.Rest.IndexOf('>');
        if (length < 0) throw new FormatException($"invalid named capture: `{_source.From(start)}{_source.Rest}`");
        var name = _source.Rest[..length].ToString();
        _source.Skip(length + 1);
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) throw new FormatException($"invalid named capture: `{_source.From(start)}`");
        return name;
    }

    private void AddGroup(string name)
    {
        if (_groups.Contains(name)) throw new FormatException($"duplicate capture group name: `{name}`");
        _groups.Add(name);
    }

    /// <summary>False when the flags hold for the rest of the group around them; true when they begin a group.</summary>
    private bool ReadFlags(int start)
    {
        var flags = _flags;
        var isOff = false;
        var isEmpty = true;
        while (!_source.IsAtEnd)
        {
            var letter = _source.Next;
            _source.Skip(1);
            var flag = letter switch { 'i' => Re2Flags.FoldCase, 'm' => Re2Flags.Lines, 's' => Re2Flags.DotMatchesNewLine, 'U' => Re2Flags.Ungreedy, _ => Re2Flags.None };
            if (flag != Re2Flags.None)
            {
                flags = isOff ? flags & ~flag : flags | flag;
                isEmpty = false;
            }
            else if (letter == '-' && !isOff)
            {
                isOff = isEmpty = true;
            }
            else if (letter is ':' or ')' && !(isOff && isEmpty))
            {
                _flags = flags;
                return letter == ':';
            }
            else
            {
                break;
            }
        }

        throw new FormatException($"invalid or unsupported Perl syntax: `{_source.From(start)}`");
    }

    private bool TryReadQuantifier(out int least, out int? most)
    {
        (least, most) = _source.Next switch { '*' => (0, (int?)null), '+' => (1, null), '?' => (0, 1), _ => (-1, null) };
        if (least < 0) return _source.Next == '{' && TryReadCount(out least, out most);
        _source.Skip(1);
        return true;
    }

    /// <summary>`{2}`, `{2,}`, `{2,5}`; anything else that begins with a brace is literal.</summary>
    private bool TryReadCount(out int least, out int? most)
    {
        (least, most) = (0, null);
        var length = _source.Rest.IndexOf('}');
        if (length < 2) return false;
        var text = _source.Rest[1..length];
        var comma = text.IndexOf(',');
        if (!TryReadNumber(comma < 0 ? text : text[..comma], out least)) return false;
        most = comma < 0 ? least : null;
        if (comma >= 0 && comma + 1 < text.Length)
        {
            if (!TryReadNumber(text[(comma + 1)..], out var upper)) return false;
            most = upper;
        }

        _source.Skip(length + 1);
        return true;
    }

    /// <summary>Numbers beyond the limit become one past it, to be refused. With a leading zero it is no number, as in Go.</summary>
    private static bool TryReadNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9') || text is ['0', _, ..]) return false;
        if (text.Length > 4 || !int.TryParse(text, out number)) number = MostRepetitions + 1;
        return true;
    }

    private void Quantify(List<Part> parts, int start, int lastQuantifier, int least, int? most)
    {
        var quantifier = _source.From(start);
        var swaps = _source.TrySkip("?");
        if (least > MostRepetitions || most > MostRepetitions || least > most) throw new FormatException($"invalid repeat count: `{quantifier}`");
        if (lastQuantifier >= 0) throw new FormatException($"invalid nested repetition operator: `{_source.From(lastQuantifier)}`");
        if (parts.Count == 0) throw new FormatException($"missing argument to repetition operator: `{quantifier}`");

        var repeated = parts[^1];
        // Go counts what the nesting of {n,m} amounts to; stars, which repeat without being spelt out, are free.
        var times = quantifier[0] == '{' && (least >= 2 || most >= 2) ? Math.Max(1, most ?? least) : 1;
        if ((long)repeated.Repetitions * times > MostRepetitions) throw new FormatException($"invalid repeat count: `{quantifier}`");
        var isLazy = swaps != _flags.HasFlag(Re2Flags.Ungreedy);
        var body = quantifier == "*" && repeated.Run is { } run ? run : repeated.IsAtom ? repeated.Text : $"(?:{repeated.Text})";
        parts[^1] = new Part($"(?:{body}{quantifier}{(isLazy ? "?" : "")})", repeated.Repetitions * times);
    }

    /// <summary>A piece of the translation.</summary>
    /// <param name="Text">In .NET's syntax.</param>
    /// <param name="Repetitions">How often counted repetitions within it amount to repeating something.</param>
    /// <param name="Run">A simpler text for use below a star.</param>
    private sealed record Part(string Text, int Repetitions = 1, string? Run = null)
    {
        /// <summary>Whether a quantifier behind it takes all of it.</summary>
        public bool IsAtom => Text.Length == 1 || Text[0] == '[' && Text[^1] == ']' && Text.IndexOf('[', 1) < 0;

        public static Part Of(CodePointSet set) => new(set.ToExpression(), 1, set.ToExpressionOfRun());
    }
}
