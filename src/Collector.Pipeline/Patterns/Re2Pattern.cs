using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Collector.Pipeline.Patterns;

/// <summary>A regular expression as Prometheus and its exporters write them: RE2 in Go's syntax. Its time grows with the text only, whatever the expression.</summary>
/// <remarks>Immutable; any thread. Matching allocates nothing once the automaton has met such text before; expanding allocates its result.</remarks>
public sealed class Re2Pattern
{
    private readonly Regex _regex;
    private readonly IReadOnlyList<string> _groups;

    private Re2Pattern(string expression, Regex regex, IReadOnlyList<string> groups) => (Expression, _regex, _groups) = (expression, regex, groups);

    /// <summary>As the user wrote it.</summary>
    public string Expression { get; }

    /// <summary>Groups, without the whole match.</summary>
    public int Groups => _groups.Count - 1;

    /// <summary>An expression that may match anywhere in a text.</summary>
    public static bool TryParse(string expression, [NotNullWhen(true)] out Re2Pattern? pattern, [NotNullWhen(false)] out string? error) =>
        TryCompile(expression, expression, out pattern, out error);

    /// <summary>An expression that must match the whole of a text: `^(?:expression)$`, taken as literally as Prometheus does.</summary>
    public static bool TryParseWhole(string expression, [NotNullWhen(true)] out Re2Pattern? pattern, [NotNullWhen(false)] out string? error) =>
        TryCompile(expression, $"^(?:{expression})$", out pattern, out error);

    public bool IsMatch(ReadOnlySpan<char> text) => _regex.IsMatch(text);

    /// <summary>The number of a named group, or -1.</summary>
    public int GroupNumber(string name)
    {
        for (var number = 1; number < _groups.Count; number++)
        {
            if (_groups[number] == name) return number;
        }

        return -1;
    }

    /// <summary>The first match's groups put into a template; false when there is no match.</summary>
    public bool TryExpand(string text, ExpansionTemplate template, [NotNullWhen(true)] out string? expanded)
    {
        var match = _regex.Match(text);
        expanded = match.Success ? template.Expand(match) : null;
        return match.Success;
    }

    public override string ToString() => Expression;

    private static bool TryCompile(string expression, string anchored, out Re2Pattern? pattern, out string? error)
    {
        (pattern, error) = (null, null);
        try
        {
            var translated = Re2Translator.Translate(anchored, out var groups);
            var regex = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            pattern = new Re2Pattern(expression, regex, groups);
            return true;
        }
        catch (FormatException refused)
        {
            error = refused.Message;
        }
        catch (Exception tooLarge) when (tooLarge is NotSupportedException or ArgumentException or InsufficientExecutionStackException)
        {
            error = "expression too large";
        }

        return false;
    }
}
