namespace Collector.Pipeline.Configuration;

/// <summary>Takes one typed value from one node; a wrong kind, form or range becomes a problem at the node and null.</summary>
/// <remarks>A null node (<c>key:</c> with nothing behind it) is as if the key were absent, as in Go. <c>what</c> names the value in messages.</remarks>
public sealed class NodeReader(ConfigurationProblems problems)
{
    /// <summary>Any scalar as written: <c>help: 5</c> is the text "5".</summary>
    public YamlScalar? Scalar(YamlNode node, string what) => node switch
    {
        { IsNull: true } => null,
        YamlScalar scalar => scalar,
        _ => Wrong<YamlScalar>(node, what, "a single value"),
    };

    public string? String(YamlNode node, string what) => Scalar(node, what)?.Text;

    public Secret? Secret(YamlNode node, string what) => Scalar(node, what) is { } scalar ? Configuration.Secret.From(scalar.Text) : null;

    public long? Int(YamlNode node, string what, long min = long.MinValue, long max = long.MaxValue)
    {
        if (Scalar(node, what) is not { } scalar) return null;
        if (!ScalarRules.TryInteger(scalar, out var value)) return WrongText<long>(scalar, what, "a whole number");
        if (value >= min && value <= max) return value;
        problems.Error(node.Position, $"{what}: {value} is not between {min} and {max}");
        return null;
    }

    public double? Double(YamlNode node, string what, double min = double.MinValue, double max = double.MaxValue)
    {
        if (Scalar(node, what) is not { } scalar) return null;
        if (!ScalarRules.TryNumber(scalar, out var value)) return WrongText<double>(scalar, what, "a number");
        if (value >= min && value <= max) return value;
        problems.Error(node.Position, $"{what}: {value} is not between {min} and {max}");
        return null;
    }

    public bool? Bool(YamlNode node, string what)
    {
        if (Scalar(node, what) is not { } scalar) return null;
        return ScalarRules.TryBool(scalar, out var value) ? value : WrongText<bool>(scalar, what, "true or false");
    }

    public TimeSpan? Duration(YamlNode node, string what, TimeSpan? min = null, TimeSpan? max = null)
    {
        if (Scalar(node, what) is not { } scalar) return null;
        if (!DurationText.TryParse(scalar.Text, out var value))
        {
            // Go's yaml would take a bare 5 as 5 ns, which nobody ever meant.
            if (!ScalarRules.TryNumber(scalar, out _)) return WrongText<TimeSpan>(scalar, what, DurationText.Form);
            problems.Error(node.Position, $"{what}: {scalar.Text} has no unit; write {scalar.Text}s for seconds or {scalar.Text}ms for milliseconds");
            return null;
        }

        if (value >= (min ?? TimeSpan.Zero) && value <= (max ?? TimeSpan.MaxValue)) return value;
        var bounds = max is null ? $"at least {DurationText.Format(min ?? TimeSpan.Zero)}"
            : $"between {DurationText.Format(min ?? TimeSpan.Zero)} and {DurationText.Format(max.Value)}";
        problems.Error(node.Position, $"{what}: {scalar.Text} is not {bounds}");
        return null;
    }

    /// <summary>One of a set of words, case-sensitive.</summary>
    public T? Choice<T>(YamlNode node, string what, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (Scalar(node, what) is not { } scalar) return null;
        if (words.TryGetValue(scalar.Text, out var value)) return value;
        problems.Error(node.Position, $"{what}: \"{scalar.Text}\" is not one of {string.Join(", ", words.Keys)}{NearestName.Hint(scalar.Text, words.Keys)}");
        return null;
    }

    public MappingReader? Mapping(YamlNode node, string what) => node switch
    {
        { IsNull: true } => null,
        YamlMapping mapping => new MappingReader(mapping, problems),
        _ => Wrong<MappingReader>(node, what, "a mapping"),
    };

    /// <summary>The items; none when the node is null or not a list.</summary>
    public IReadOnlyList<YamlNode> Sequence(YamlNode node, string what) => node switch
    {
        { IsNull: true } => [],
        YamlSequence sequence => sequence.Items,
        _ => Wrong<IReadOnlyList<YamlNode>>(node, what, "a list") ?? [],
    };

    /// <summary>The items that are scalars, with their positions; every other item is a problem.</summary>
    public IReadOnlyList<YamlScalar> Scalars(YamlNode node, string what)
    {
        var items = new List<YamlScalar>();
        foreach (var item in Sequence(node, what))
        {
            if (item is YamlScalar { IsNull: false } scalar) items.Add(scalar);
            else problems.Error(item.Position, $"{what}: expected a single value, and this is {item.Kind}");
        }

        return items;
    }

    private T? Wrong<T>(YamlNode node, string what, string expected) where T : class
    {
        problems.Error(node.Position, $"{what}: expected {expected}, and this is {node.Kind}");
        return null;
    }

    // Shows what was written, but not a page of it. A secret never comes here.
    private T? WrongText<T>(YamlScalar scalar, string what, string expected) where T : struct
    {
        var shown = scalar.Text.Length <= 80 ? scalar.Text : string.Concat(scalar.Text.AsSpan(0, 80), "…");
        var quoted = scalar.IsPlain || typeof(T) == typeof(TimeSpan) ? "" : " (quoted text never is)";
        problems.Error(scalar.Position, $"{what}: \"{shown}\" is not {expected}{quoted}");
        return null;
    }
}
