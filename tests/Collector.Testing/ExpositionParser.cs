using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Collector.Testing;

/// <summary>Reads a page of text 0.0.4 or OpenMetrics 1.0 as strictly as the formats allow, stricter than Prometheus does.</summary>
/// <remarks>Throws <see cref="FormatException"/> for: a family that is not in one piece, HELP or TYPE twice or missing, equal series, bad escapes, bad names, a missing end.</remarks>
public sealed partial class ExpositionParser
{
    private readonly bool _openMetrics;
    private readonly List<ParsedFamily> _families = [];
    private readonly HashSet<string> _familyNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private int _line;

    private ExpositionParser(bool openMetrics) => _openMetrics = openMetrics;

    public static IReadOnlyList<ParsedFamily> ParseText(string page) => new ExpositionParser(openMetrics: false).Parse(page);

    public static IReadOnlyList<ParsedFamily> ParseOpenMetrics(string page) => new ExpositionParser(openMetrics: true).Parse(page);

    /// <summary>All samples of a text page.</summary>
    public static IReadOnlyList<ParsedSample> Samples(string page) => [.. ParseText(page).SelectMany(family => family.Samples)];

    private List<ParsedFamily> Parse(string page)
    {
        if (_openMetrics)
        {
            if (!page.EndsWith("# EOF\n", StringComparison.Ordinal)) throw new FormatException("the page does not end with # EOF");
            page = page[..^6];
        }

        if (page.Length == 0) return _families;
        if (!page.EndsWith('\n')) throw new FormatException("the last line has no line feed");
        foreach (var line in page[..^1].Split('\n'))
        {
            _line++;
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) ReadHelp(line[7..]);
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) ReadType(line[7..]);
            else if (line.Length == 0 || line[0] == '#') throw Bad("neither a sample nor HELP or TYPE");
            else ReadSample(line);
        }

        foreach (var family in _families.Where(family => family.Type is null)) throw Bad($"family {family.Name} has no TYPE");
        return _families;
    }

    private void ReadHelp(string text)
    {
        var (name, help) = SplitName(text);
        var family = FamilyOf(name);
        if (family.Help is not null) throw Bad("HELP twice");
        if (family.Samples.Count > 0) throw Bad("HELP after samples");
        family.Help = Unescape(help, _openMetrics ? "\\n\"" : "\\n");
        if (_openMetrics && Regex.IsMatch(help, @"(?<!\\)(\\\\)*""")) throw Bad("a bare quote in HELP");
    }

    private void ReadType(string text)
    {
        var (name, type) = SplitName(text);
        var family = FamilyOf(name);
        if (family.Type is not null) throw Bad("TYPE twice");
        if (family.Samples.Count > 0) throw Bad("TYPE after samples");
        string[] allowed = _openMetrics ? ["unknown", "counter", "gauge", "histogram", "info", "stateset"] : ["untyped", "counter", "gauge", "histogram"];
        if (!allowed.Contains(type)) throw Bad($"type {type}");
        family.Type = type;
    }

    private void ReadSample(string line)
    {
        var match = Sample().Match(line);
        if (!match.Success) throw Bad($"not a sample: {line}");
        var name = match.Groups["name"].Value;
        if (_families.Count == 0 || !Belongs(name, _families[^1])) throw Bad($"{name} is outside of its family, or has no TYPE");
        var labels = Label().Matches(match.Groups["labels"].Value)
            .Select(label => KeyValuePair.Create(label.Groups["name"].Value, Unescape(label.Groups["value"].Value, "\\n\""))).ToList();
        if (labels.Select(label => label.Key).Distinct(StringComparer.Ordinal).Count() != labels.Count) throw Bad($"a label twice: {line}");

        var text = match.Groups["value"].Value;
        var timestamp = match.Groups["time"] is { Success: true } time ? time.Value : null;
        if (timestamp is not null && !(_openMetrics ? SecondsTime() : MillisecondsTime()).IsMatch(timestamp)) throw Bad($"timestamp {timestamp}");
        var sample = new ParsedSample(name, labels, ParseValue(text), text, timestamp);
        if (!_series.Add(sample.Series)) throw Bad($"series twice: {sample.Series}");
        _families[^1].Samples.Add(sample);
    }

    private bool Belongs(string name, ParsedFamily family) => family.Type switch
    {
        null => false,
        "counter" when _openMetrics => name == family.Name + "_total",
        "histogram" => name == family.Name + "_bucket" || name == family.Name + "_sum" || name == family.Name + "_count",
        _ => name == family.Name,
    };

    private ParsedFamily FamilyOf(string name)
    {
        if (_families.Count > 0 && _families[^1].Name == name) return _families[^1];
        if (!_familyNames.Add(name)) throw Bad($"family {name} is not in one piece");
        _families.Add(new ParsedFamily(name));
        return _families[^1];
    }

    private (string Name, string After) SplitName(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !Name().IsMatch(text[..space])) throw Bad("no name");
        return (text[..space], text[(space + 1)..]);
    }

    private double ParseValue(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ when Number().IsMatch(text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => throw Bad($"value {text}"),
    };

    private string Unescape(string text, string escapable)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            if (++i == text.Length || !escapable.Contains(text[i], StringComparison.Ordinal)) throw Bad("a bad escape");
            result.Append(text[i] == 'n' ? '\n' : text[i]);
        }

        return result.ToString();
    }

    private FormatException Bad(string why) => new($"line {_line}: {why}");

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*)\})? (?<value>[^ ]+)( (?<time>[^ ]+))?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>([^""\\]|\\.)*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?[0-9]+$")]
    private static partial Regex MillisecondsTime();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?$")]
    private static partial Regex SecondsTime();
}
