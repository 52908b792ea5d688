using System.Buffers;
using System.Globalization;
using System.Text;

namespace Collector.Pipeline.Configuration;

/// <summary>Writes settings as YAML in block style: what <see cref="YamlFile"/> reads back as the same values.</summary>
/// <remarks>A secret is written as its mask, and an empty one not at all.</remarks>
public sealed class YamlWriter(TextWriter text)
{
    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-");
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.");

    // What YAML 1.1 takes for something else than text.
    private static readonly HashSet<string> Reserved = new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    private int _depth;
    private bool _beginsItem;

    public void Value(string key, string value) => Line($"{Scalar(key)}: {Scalar(value)}");

    public void Value(string key, long value) => Line(string.Create(CultureInfo.InvariantCulture, $"{Scalar(key)}: {value}"));

    public void Value(string key, ulong value) => Line(string.Create(CultureInfo.InvariantCulture, $"{Scalar(key)}: {value}"));

    public void Value(string key, double value) => Line($"{Scalar(key)}: {value.ToString("R", CultureInfo.InvariantCulture)}");

    public void Value(string key, bool value) => Line($"{Scalar(key)}: {(value ? "true" : "false")}");

    public void Value(string key, TimeSpan value) => Line($"{Scalar(key)}: {DurationText.Format(value)}");

    /// <summary>The mask, or nothing for an empty one.</summary>
    public void Value(string key, Secret value)
    {
        if (!value.IsEmpty) Line($"{Scalar(key)}: {value}");
    }

    /// <summary>An entry of a mapping whose keys are numbers.</summary>
    public void Value(long key, string value) => Line(string.Create(CultureInfo.InvariantCulture, $"{key}: {Scalar(value)}"));

    /// <summary>Nothing for an empty text.</summary>
    public void ValueIfAny(string key, string value)
    {
        if (value.Length > 0) Value(key, value);
    }

    public void List(string key, IEnumerable<string> values)
    {
        var all = values.ToList();
        if (all.Count == 0)
        {
            Line($"{Scalar(key)}: []");
            return;
        }

        Line($"{Scalar(key)}:");
        foreach (var value in all) Line($"- {Scalar(value)}");
    }

    /// <summary>Nothing for an empty list.</summary>
    public void ListIfAny(string key, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0) List(key, values);
    }

    /// <param name="key">Of the mapping.</param>
    /// <param name="write">Writes its keys, at least one.</param>
    public void Mapping(string key, Action write)
    {
        Line($"{Scalar(key)}:");
        _depth++;
        write();
        _depth--;
    }

    /// <summary>One of <see cref="Items"/> that is no mapping.</summary>
    public void Item(string value) => Line(Scalar(value));

    /// <summary>A list of mappings.</summary>
    public void Items<T>(string key, IReadOnlyCollection<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            Line($"{Scalar(key)}: []");
            return;
        }

        Line($"{Scalar(key)}:");
        _depth++;
        foreach (var item in items)
        {
            _beginsItem = true;
            write(item);
        }

        _depth--;
    }

    /// <summary>Plain where it can only be text, otherwise in double quotes.</summary>
    internal static string Scalar(string value)
    {
        if (IsPlain(value)) return value;
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
        {
            if (letter is '"' or '\\') quoted.Append('\\').Append(letter);
            else if (char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFEFF') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            else quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }

    private void Line(string line)
    {
        if (_beginsItem)
        {
            for (var i = 1; i < _depth; i++) text.Write("  ");
            text.Write("- ");
            _beginsItem = false;
        }
        else
        {
            for (var i = 0; i < _depth; i++) text.Write("  ");
        }

        text.Write(line);
        text.Write('\n');
    }

    /// <summary>Words that begin with a letter and mean nothing else, and OIDs and addresses: numbers with at least two dots.</summary>
    private static bool IsPlain(string value)
    {
        if (value.Length == 0 || Reserved.Contains(value)) return false;
        if (char.IsAsciiLetter(value[0]) || value[0] is '_' or '/') return value.AsSpan().IndexOfAnyExcept(PlainLetters) < 0;
        return value.AsSpan().IndexOfAnyExcept(NumberLetters) < 0 && char.IsAsciiDigit(value[0]) && value.AsSpan().Count('.') >= 2;
    }
}
