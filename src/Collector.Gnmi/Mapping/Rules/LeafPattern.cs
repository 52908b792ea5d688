using Collector.Gnmi.Mapping.Naming;

namespace Collector.Gnmi.Mapping.Rules;

/// <summary>Which leaves a rule is for: <c>/interfaces/interface/state/counters/*</c>. <c>*</c> is one element, <c>...</c> any number of them; without a slash in front the pattern is for the end of a path.</summary>
/// <remarks>Immutable. Keys and origins are not looked at. An element with a module's prefix asks for that very name, one without takes any module's.</remarks>
public sealed class LeafPattern : IEquatable<LeafPattern>
{
    private const string Any = "*";
    private const string AnyNumber = "...";

    private readonly string[] _elements;

    private LeafPattern(string text, string[] elements)
    {
        Text = text;
        _elements = elements;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>False, and why, for what cannot be the path of a leaf.</summary>
    public static bool TryParse(string text, out LeafPattern pattern, out string problem)
    {
        var isRooted = text.StartsWith('/');
        var elements = text.Trim('/').Split('/');
        pattern = new(text, isRooted ? elements : [AnyNumber, .. elements]);
        problem = Problem(elements);
        return problem.Length == 0;
    }

    /// <summary>A pattern that we wrote ourselves.</summary>
    public static LeafPattern Parse(string text) => TryParse(text, out var pattern, out var problem) ? pattern : throw new ArgumentException($"{text}: {problem}", nameof(text));

    /// <summary>The names from the root to one leaf; null when the pattern is for several.</summary>
    internal IReadOnlyList<string>? Exact => _elements.Any(element => element is Any or AnyNumber) ? null : _elements;

    internal bool Matches(LeafShape shape) => Matches(_elements, shape.Elements, 0);

    public bool Equals(LeafPattern? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as LeafPattern);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    private static string Problem(string[] elements)
    {
        if (elements.Contains("")) return "between two slashes, and before and behind them, stands a name, * or ...";
        if (elements.Any(element => element.AsSpan().ContainsAny('[', ']', '='))) return "a rule is for all entries of a list; leave the keys out";
        return elements.Count(element => element == AnyNumber) > 2 ? "at most two ... in one pattern" : "";
    }

    private static bool Matches(ReadOnlySpan<string> pattern, IReadOnlyList<ShapeElement> path, int at)
    {
        while (!pattern.IsEmpty)
        {
            var rest = pattern[1..];
            if (pattern[0] == AnyNumber)
            {
                for (var next = at; next <= path.Count; next++)
                {
                    if (Matches(rest, path, next)) return true;
                }

                return false;
            }

            if (at == path.Count || !IsName(pattern[0], path[at].Name)) return false;
            pattern = rest;
            at++;
        }

        return at == path.Count;
    }

    private static bool IsName(string pattern, string name) =>
        pattern == Any || pattern == name || ModulePrefix.Strip(name).SequenceEqual(pattern);
}
