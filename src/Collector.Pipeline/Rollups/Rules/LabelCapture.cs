using System.Diagnostics.CodeAnalysis;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Rollups.Rules;

/// <summary>Labels that are taken out of another one: the named groups of an expression that matches the whole of it. Where it does not match they are empty.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class LabelCapture
{
    private readonly Re2Pattern _pattern;
    private readonly (string Name, ExpansionTemplate Template)[] _groups;

    private LabelCapture(string label, Re2Pattern pattern, string[] names)
    {
        (Label, _pattern) = (label, pattern);
        _groups = [.. names.Select(name => (name, new ExpansionTemplate($"${{{name}}}", pattern)))];
    }

    /// <summary>The label that is matched.</summary>
    public string Label { get; }

    /// <summary>As the user wrote it.</summary>
    public string Regex => _pattern.Expression;

    /// <summary>The labels that it makes.</summary>
    public IEnumerable<string> Names => _groups.Select(group => group.Name);

    public static bool TryCreate(string label, string regex, [NotNullWhen(true)] out LabelCapture? capture, [NotNullWhen(false)] out string? error)
    {
        capture = null;
        if (!LabelSet.IsValidName(label))
        {
            error = $"\"{label}\" is no label name";
            return false;
        }

        if (!Re2Pattern.TryParseWhole(regex, out var pattern, out error)) return false;
        string[] names = [.. pattern.NamedGroups];
        if (names.Length == 0) error = "the expression has no named group; write (?P<name>…) around what is to become a label";
        else if (Array.Find(names, name => !LabelSet.IsValidName(name)) is { } wrong) error = $"\"{wrong}\" is no label name";
        if (error is not null) return false;
        capture = new LabelCapture(label, pattern, names);
        return true;
    }

    /// <summary>The value of one of <see cref="Names"/> in a text of <see cref="Label"/>.</summary>
    public string Take(string name, string text)
    {
        foreach (var (known, template) in _groups)
        {
            if (known == name) return _pattern.TryExpand(text, template, out var value) ? value : "";
        }

        return "";
    }

    public override string ToString() => $"{Label}: {_pattern}";
}
