using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>
/// A strptime pattern, as `datetime_pattern` has it: `%Y %y %C %m %d %e %j %b %B %h %a %A %w %H %k %I %l %M %S %f %p %z %Z %s %t %n %%` and the
/// groups `%F %D %x %v %R %T %X %r %c`. Every other character stands for itself.
/// </summary>
/// <remarks>
/// Immutable; any thread; reading allocates nothing. Numbers may have fewer digits than usual, names are of any case and English, fields out of
/// range carry over. Without `%z` the time is UTC; a zone's name (`%Z`) is skipped.
/// </remarks>
internal sealed class DatePattern
{
    private const string Known = "YyCmdejbBhaAwHkIlMSfpzZstn%";
    private static readonly byte[][] Months = Names("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December");
    private static readonly byte[][] Days = Names("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static readonly byte[][] Halves = Names("AM", "PM");

    private readonly (bool IsDirective, byte Letter)[] _steps;

    private readonly string _text;

    private DatePattern(string text, (bool, byte)[] steps) => (_text, _steps) = (text, steps);

    /// <summary>False, with the reason, when the pattern has a directive that is not known.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out DatePattern? parsed, [NotNullWhen(false)] out string? error)
    {
        (parsed, error) = (null, null);
        var steps = new List<(bool, byte)>();
        var utf8 = Encoding.UTF8.GetBytes(pattern);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != '%') steps.Add((false, utf8[i]));
            else if (++i == utf8.Length) error = "the last % has no letter";
            else if (Group((char)utf8[i]) is { } group) steps.AddRange(group.Select(letter => (char.IsAsciiLetter(letter), (byte)letter)));
            else if (Known.Contains((char)utf8[i], StringComparison.Ordinal)) steps.Add((true, utf8[i]));
            else error ??= $"%{(char)utf8[i]} is not known";
        }

        if (error is null) parsed = new DatePattern(pattern, [.. steps]);
        return parsed is not null;
    }

    /// <summary>Reads the whole of a text; false when it does not fit.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out double unixSeconds)
    {
        var date = new DateFields();
        unixSeconds = 0;
        foreach (var (isDirective, letter) in _steps)
        {
            if (!(isDirective ? TryRead((char)letter, ref text, ref date) : TrySkip(ref text, letter))) return false;
        }

        unixSeconds = date.ToUnixSeconds();
        return text.IsEmpty;
    }

    /// <summary>As the user wrote it.</summary>
    public override string ToString() => _text;

    /// <summary>Directives that stand for several, with what is between them.</summary>
    private static string? Group(char letter) => letter switch
    {
        'F' => "Y-m-d",
        'D' or 'x' => "m/d/y",
        'v' => "e-b-Y",
        'R' => "H:M",
        'T' or 'X' => "H:M:S",
        'r' => "I:M:S p",
        'c' => "a b e H:M:S Y",
        _ => null,
    };

    private static bool TryRead(char directive, ref ReadOnlySpan<byte> text, ref DateFields date)
    {
        if (directive is 'e' or 'k' or 'l' && text is [(byte)' ', ..]) text = text[1..];
        switch (directive)
        {
            case 'Y': return TryNumber(ref text, 4, out date.Year);
            case 'y': return TryNumber(ref text, 2, out date.YearOfCentury);
            case 'C': return TryNumber(ref text, 2, out date.Century);
            case 'm': return TryNumber(ref text, 2, out date.Month);
            case 'd' or 'e': return TryNumber(ref text, 2, out date.Day);
            case 'j': return TryNumber(ref text, 3, out date.DayOfYear);
            case 'H' or 'k' or 'I' or 'l': return TryNumber(ref text, 2, out date.Hour);
            case 'M': return TryNumber(ref text, 2, out date.Minute);
            case 'S': return TryNumber(ref text, 2, out date.Second);
            case 'f': return TryNumber(ref text, 6, out int _); // a sample has whole seconds
            case 'w': return TryNumber(ref text, 1, out int weekday) && weekday < 7;
            case 'b' or 'h': return TryName(ref text, Months, 3, out date.Month);
            case 'B': return TryName(ref text, Months, int.MaxValue, out date.Month);
            case 'a': return TryName(ref text, Days, 3, out _);
            case 'A': return TryName(ref text, Days, int.MaxValue, out _);
            case 'p': return TryName(ref text, Halves, 2, out date.HalfOfDay);
            case 's': return TryNumber(ref text, 18, out date.UnixSeconds);
            case 'z': return TryZone(ref text, out date.Zone);
            case 'Z': return TryZoneName(ref text);
            default: return TrySkip(ref text, directive switch { 't' => (byte)'\t', 'n' => (byte)'\n', _ => (byte)'%' });
        }
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected) return false;
        text = text[1..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int mostDigits, out long number)
    {
        number = 0;
        var digits = 0;
        for (; digits < mostDigits && digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++) number = 10 * number + text[digits] - '0';
        text = text[digits..];
        return digits > 0;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int mostDigits, out int number)
    {
        var isNumber = TryNumber(ref text, mostDigits, out long wide);
        number = (int)wide;
        return isNumber;
    }

    /// <summary>One of the names, of each the first letters; the number is its place, from 1.</summary>
    private static bool TryName(ref ReadOnlySpan<byte> text, byte[][] names, int letters, out int number)
    {
        for (number = 1; number <= names.Length; number++)
        {
            var name = names[number - 1].AsSpan(0, Math.Min(letters, names[number - 1].Length));
            if (text.Length < name.Length || !Ascii.EqualsIgnoreCase(text[..name.Length], name)) continue;
            text = text[name.Length..];
            return true;
        }

        return false;
    }

    /// <summary>`+hhmm` or `-hhmm`, in seconds.</summary>
    private static bool TryZone(ref ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text is not [(byte)'+' or (byte)'-', ..]) return false;
        var sign = text[0] == '-' ? -1 : 1;
        text = text[1..];
        var before = text.Length;
        if (!TryNumber(ref text, 4, out int clock) || before - text.Length != 4) return false;
        seconds = sign * (clock / 100 * 3600 + clock % 100 * 60);
        return true;
    }

    private static bool TryZoneName(ref ReadOnlySpan<byte> text)
    {
        var letters = 0;
        while (letters < text.Length && char.IsAsciiLetterUpper((char)text[letters])) letters++;
        text = text[letters..];
        return letters is >= 3 and <= 5;
    }

    private static byte[][] Names(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>What was read, until it is put together.</summary>
    private struct DateFields()
    {
        private const int ThisCentury = 2000;

        public int Year = 1900;
        public int YearOfCentury = -1;
        public int Century;
        public int Month = 1;
        public int Day = 1;
        public int DayOfYear;
        public int Hour;
        public int HalfOfDay;
        public int Minute;
        public int Second;
        public int Zone;
        public long UnixSeconds = -1;

        public readonly double ToUnixSeconds()
        {
            if (UnixSeconds >= 0) return UnixSeconds;
            var year = YearOfCentury >= 0 ? ThisCentury + YearOfCentury : Year;
            if (Century > 0) year = 100 * Century + year % 100;
            var hour = HalfOfDay == 0 ? Hour : Hour % 12 + (HalfOfDay == 2 ? 12 : 0);
            var (month, day) = DayOfYear > 0 ? (1, DayOfYear) : (Month, Day);
            return CivilTime.ToUnixSeconds(year, month, day, hour, Minute, Second) - Zone;
        }
    }
}
