using System.Globalization;
using System.Text;

namespace Collector.Pipeline.Patterns;

/// <summary>A replacement in the syntax of Go's regexp: `$1`, `${1}`, `${name}`, `$$`. A name is as long as it can be, so `$1x` is the group "1x".</summary>
/// <remarks>Immutable; any thread. Groups that the expression does not have, or that took no part in a match, are empty.</remarks>
public sealed class ExpansionTemplate
{
    private readonly List<(string Text, int Group)> _parts = [];

    /// <summary>Reads a template for use with one expression. Every text is a template.</summary>
    public ExpansionTemplate(string template, Re2Pattern pattern)
    {
        Template = template;
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length;)
        {
            if (template[i] != '$' || !TryReadReference(template, i, out var length, out var name))
            {
                literal.Append(template[i++]);
                continue;
            }

            i += length;
            if (name == "$")
            {
                literal.Append('$');
                continue;
            }

            if (literal.Length > 0) _parts.Add((literal.ToString(), -1));
            literal.Clear();
            if (GroupOf(name, pattern) is var group and >= 0) _parts.Add(("", group));
        }

        if (literal.Length > 0) _parts.Add((literal.ToString(), -1));
    }

    /// <summary>As the user wrote it.</summary>
    public string Template { get; }

    public override string ToString() => Template;

    /// <param name="text">The text that matched.</param>
    /// <param name="places">Where each group begins and ends in it; -1 for one without a part in the match.</param>
    internal string Expand(ReadOnlySpan<char> text, ReadOnlySpan<int> places)
    {
        var expanded = new StringBuilder();
        foreach (var (literal, group) in _parts)
        {
            if (group < 0) expanded.Append(literal);
            else if (places[2 * group] >= 0) expanded.Append(text[places[2 * group]..places[2 * group + 1]]);
        }

        return expanded.ToString();
    }

    /// <summary>A reference with its dollar; false when the dollar stands for itself.</summary>
    private static bool TryReadReference(string template, int start, out int length, out string name)
    {
        (length, name) = (2, "$");
        if (start + 1 < template.Length && template[start + 1] == '$') return true;
        var isBraced = start + 1 < template.Length && template[start + 1] == '{';
        var first = start + (isBraced ? 2 : 1);
        var end = first;
        while (end < template.Length && IsNameLetter(template, end, out var units)) end += units;
        name = template[first..end];
        length = end - start + (isBraced ? 1 : 0);
        return end > first && (!isBraced || end < template.Length && template[end] == '}');
    }

    private static bool IsNameLetter(string template, int index, out int units)
    {
        Rune.DecodeFromUtf16(template.AsSpan(index), out var rune, out units);
        return rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;
    }

    /// <summary>A number has no leading zero and at most eight digits; anything else is a name.</summary>
    private static int GroupOf(string name, Re2Pattern pattern)
    {
        var isNumber = name.All(char.IsAsciiDigit) && name.Length <= 9 && (name.Length == 1 || name[0] != '0');
        if (!isNumber) return pattern.GroupNumber(name);
        var number = int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);
        return number <= pattern.Groups ? number : -1;
    }
}
