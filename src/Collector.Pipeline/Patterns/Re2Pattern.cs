using System.Diagnostics.CodeAnalysis;

namespace Collector.Pipeline.Patterns;

/// <summary>A regular expression as Prometheus and its exporters write them: RE2 in Go's syntax. Its time grows with the text only, whatever the expression.</summary>
/// <remarks>Immutable; any thread. Matching allocates nothing; expanding allocates its result.</remarks>
public sealed class Re2Pattern
{
    private readonly Re2Program _program;
    private readonly IReadOnlyList<string> _groups;

    private Re2Pattern(string expression, Re2Program program, IReadOnlyList<string> groups) => (Expression, _program, _groups) = (expression, program, groups);

    /// <summary>As the user wrote it.</summary>
    public string Expression { get; }

    /// <summary>Groups, without the whole match.</summary>
    public int Groups => _groups.Count - 1;

    /// <summary>The names of those groups that have one, in the order written.</summary>
    public IEnumerable<string> NamedGroups => _groups.Skip(1).Where(name => name.Length > 0);

    /// <summary>An expression that may match anywhere in a text.</summary>
    public static bool TryParse(string expression, [NotNullWhen(true)] out Re2Pattern? pattern, [NotNullWhen(false)] out string? error) =>
        TryCompile(expression, expression, out pattern, out error);

    /// <summary>An expression that must match the whole of a text: `^(?:expression)$`, taken as literally as Prometheus does.</summary>
    public static bool TryParseWhole(string expression, [NotNullWhen(true)] out Re2Pattern? pattern, [NotNullWhen(false)] out string? error) =>
        TryCompile(expression, $"^(?:{expression})$", out pattern, out error);

    /// <summary>As <see cref="TryParseWhole"/>, with a dot that also takes line breaks: `^(?s:expression)$`, as Prometheus relabels since 3.0.</summary>
    public static bool TryParseWholeText(string expression, [NotNullWhen(true)] out Re2Pattern? pattern, [NotNullWhen(false)] out string? error) =>
        TryCompile(expression, $"^(?s:{expression})$", out pattern, out error);

    public bool IsMatch(ReadOnlySpan<char> text) => Re2Matcher.OfThread.TryMatch(_program, text, []);

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
    public bool TryExpand(ReadOnlySpan<char> text, ExpansionTemplate template, [NotNullWhen(true)] out string? expanded)
    {
        var places = _program.Slots <= 64 ? stackalloc int[_program.Slots] : new int[_program.Slots];
        var isMatch = Re2Matcher.OfThread.TryMatch(_program, text, places);
        expanded = isMatch ? template.Expand(text, places) : null;
        return isMatch;
    }

    public override string ToString() => Expression;

    private static bool TryCompile(string expression, string anchored, out Re2Pattern? pattern, out string? error)
    {
        (pattern, error) = (null, null);
        try
        {
            var parsed = Re2Parser.Parse(anchored, out var groups);
            pattern = new Re2Pattern(expression, Re2Compiler.Compile(parsed, groups.Count - 1), groups);
        }
        catch (FormatException refused)
        {
            error = refused.Message;
        }

        return pattern is not null;
    }
}
