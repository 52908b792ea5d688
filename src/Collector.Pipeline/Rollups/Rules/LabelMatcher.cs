using System.Diagnostics.CodeAnalysis;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Rollups.Rules;

/// <summary>A condition on one label, written as in a selector of Prometheus: `site="ams1"`, `ifAlias=~".*transit.*"`. A label that is not there is empty.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class LabelMatcher
{
    private readonly Re2Pattern? _pattern;

    private LabelMatcher(string label, MatchOperator comparison, string value, Re2Pattern? pattern) => (Label, Comparison, Value, _pattern) = (label, comparison, value, pattern);

    public string Label { get; }

    public MatchOperator Comparison { get; }

    /// <summary>What the label is compared with: a text, or an expression that must match all of it.</summary>
    public string Value { get; }

    /// <summary>Reads <c>label=value</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>. The value may stand between double quotes, with Go's simple escapes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LabelMatcher? matcher, [NotNullWhen(false)] out string? error)
    {
        matcher = null;
        var at = text.AsSpan().IndexOfAny('=', '!', '~');
        var label = at < 0 ? text.Trim() : text[..at].Trim();
        if (at < 0 || !TryReadOperator(text.AsSpan(at), out var comparison, out var length))
        {
            error = $"\"{text}\" is no matcher; write label=\"value\", or !=, =~, !~ in place of =";
            return false;
        }

        if (!LabelSet.IsValidName(label))
        {
            error = $"\"{label}\" is no label name";
            return false;
        }

        if (!TryReadValue(text[(at + length)..].Trim(), out var value, out error)) return false;
        Re2Pattern? pattern = null;
        if (comparison is MatchOperator.Matches or MatchOperator.DoesNotMatch && !Re2Pattern.TryParseWhole(value, out pattern, out error)) return false;
        matcher = new LabelMatcher(label, comparison, value, pattern);
        return true;
    }

    public bool Accepts(string value) => Comparison switch
    {
        MatchOperator.Equal => value == Value,
        MatchOperator.NotEqual => value != Value,
        MatchOperator.Matches => _pattern!.IsMatch(value),
        _ => !_pattern!.IsMatch(value),
    };

    public override string ToString() => $"{Label}{Comparison switch { MatchOperator.Equal => "=", MatchOperator.NotEqual => "!=", MatchOperator.Matches => "=~", _ => "!~" }}\"{Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static bool TryReadOperator(ReadOnlySpan<char> text, out MatchOperator comparison, out int length)
    {
        (comparison, length) = text switch
        {
            ['=', '~', ..] => (MatchOperator.Matches, 2),
            ['!', '~', ..] => (MatchOperator.DoesNotMatch, 2),
            ['!', '=', ..] => (MatchOperator.NotEqual, 2),
            ['=', ..] => (MatchOperator.Equal, 1),
            _ => (MatchOperator.Equal, 0),
        };
        return length > 0;
    }

    private static bool TryReadValue(string text, out string value, [NotNullWhen(false)] out string? error)
    {
        (value, error) = (text, null);
        if (text is not ['"', ..]) return true;
        if (text is not [_, .., '"'])
        {
            error = $"{text} has no closing quote";
            return false;
        }

        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            if (++i == text.Length - 1 || text[i] is not ('\\' or '"' or 'n' or 't'))
            {
                error = $"{text}: between quotes a backslash stands before \\, \", n or t; write it twice to mean one";
                return false;
            }

            plain.Append(text[i] switch { 'n' => '\n', 't' => '\t', var other => other });
        }

        value = plain.ToString();
        return true;
    }
}
