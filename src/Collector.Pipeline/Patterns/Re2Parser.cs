namespace Collector.Pipeline.Patterns;

/// <summary>Parses RE2 expressions in the syntax of Go's regexp package, and refuses what it refuses, in its words. Next: <see cref="Re2Compiler"/>.</summary>
/// <remarks>For one thread and one expression.</remarks>
internal sealed class Re2Parser
{
    private const int MostRepetitions = 1000;
    private const int MostNested = 1000;

    private readonly Re2Source _source;
    private readonly Re2ClassReader _classes;
    private readonly List<string> _groups = [""];
    private Re2Flags _flags;
    private int _depth;

    private Re2Parser(string expression)
    {
        _source = new Re2Source(expression);
        _classes = new Re2ClassReader(_source);
    }

    /// <summary>Parses a whole expression.</summary>
    /// <param name="expression">As the user wrote it.</param>
    /// <param name="groups">The groups' names by number, empty for those without one; 0 is the whole match.</param>
    /// <exception cref="FormatException">It is not an expression of RE2; the message says why.</exception>
    public static Re2Node Parse(string expression, out IReadOnlyList<string> groups)
    {
        var parser = new Re2Parser(expression);
        groups = parser._groups;
        var whole = parser.ReadChoice();
        return parser._source.IsAtEnd ? whole : throw new FormatException($"unexpected ): `{expression}`");
    }

    private Re2Node ReadChoice()
    {
        if (++_depth > MostNested) throw new FormatException("expression nests too deeply");
        var outer = _flags; // flags end with the group that they stand in
        var options = new List<Re2Node>();
        do options.Add(ReadSequence());
        while (_source.TrySkip("|"));
        _flags = outer;
        _depth--;
        return options is [var only] ? only : new Re2Node.Choice(options);
    }

    private Re2Node ReadSequence()
    {
        var parts = new List<Re2Node>();
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

        return parts is [var only] ? only : new Re2Node.Sequence(parts);
    }

    private void ReadPart(List<Re2Node> parts)
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

    private Re2Node ReadSingle()
    {
        switch (_source.Next)
        {
            case '[':
                return new Re2Node.One(_classes.ReadBracketed(Has(Re2Flags.FoldCase)));
            case '.':
                _source.Skip(1);
                return new Re2Node.One(Has(Re2Flags.DotMatchesNewLine) ? new CodePointSet((0, 0x10FFFF)) : new CodePointSet(('\n', '\n')).Complement());
            case '^':
                _source.Skip(1);
                return new Re2Node.Place(Has(Re2Flags.Lines) ? Re2Place.LineStart : Re2Place.TextStart);
            case '$':
                _source.Skip(1);
                return new Re2Node.Place(Has(Re2Flags.Lines) ? Re2Place.LineEnd : Re2Place.TextEnd);
            case '\\':
                return ReadBackslash();
            default:
                return Literal(_source.ReadCodePoint());
        }
    }

    private Re2Node ReadBackslash()
    {
        if (_source.TrySkip(@"\A")) return new Re2Node.Place(Re2Place.TextStart);
        if (_source.TrySkip(@"\z")) return new Re2Node.Place(Re2Place.TextEnd);
        if (_source.TrySkip(@"\b")) return new Re2Node.Place(Re2Place.WordBoundary);
        if (_source.TrySkip(@"\B")) return new Re2Node.Place(Re2Place.NoWordBoundary);
        return _classes.TryReadNamed(Has(Re2Flags.FoldCase), out var set) ? new Re2Node.One(set) : Literal(_source.ReadEscape());
    }

    private void ReadQuoted(List<Re2Node> parts)
    {
        while (!_source.IsAtEnd && !_source.TrySkip(@"\E")) parts.Add(Literal(_source.ReadCodePoint()));
    }

    private Re2Node.One Literal(int codePoint)
    {
        var set = new CodePointSet((codePoint, codePoint));
        return new Re2Node.One(Has(Re2Flags.FoldCase) ? CaseFolding.Fold(set) : set);
    }

    private bool Has(Re2Flags flag) => (_flags & flag) != 0;

    /// <summary>A group, or null for one that only sets flags.</summary>
    private Re2Node? ReadGroup()
    {
        var start = _source.Position;
        _source.Skip(1);
        var outer = _flags;
        var number = 0;
        if (_source.TrySkip("?P<") || IsNamed() && _source.TrySkip("?<"))
        {
            number = AddGroup(ReadName(start));
        }
        else if (_source.TrySkip("?"))
        {
            if (!ReadFlags(start)) return null;
        }
        else
        {
            number = AddGroup("");
        }

        var body = ReadChoice();
        if (!_source.TrySkip(")")) throw new FormatException($"missing closing ): `{_source.From(0)}`");
        _flags = outer;
        return number > 0 ? new Re2Node.Group(number, body) : body;
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

    private int AddGroup(string name)
    {
        if (name.Length > 0 && _groups.Contains(name)) throw new FormatException($"duplicate capture group name: `{name}`");
        _groups.Add(name);
        return _groups.Count - 1;
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

    private void Quantify(List<Re2Node> parts, int start, int lastQuantifier, int least, int? most)
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
        parts[^1] = new Re2Node.Repeat(repeated, least, most, swaps != Has(Re2Flags.Ungreedy), times);
    }
}
