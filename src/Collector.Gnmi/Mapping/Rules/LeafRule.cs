using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Mapping.Rules;

/// <summary>What is known of the leaves that a pattern is for. Null is nothing said: then the next rule that matches is asked, and the built-in ones at last.</summary>
public sealed record LeafRule
{
    public required LeafPattern Path { get; init; }

    public MetricType? Type { get; init; }

    public string? Help { get; init; }

    /// <summary>What one is: <c>octets</c>, <c>celsius</c>, <c>nanoseconds</c> …; the native scheme names and scales by it.</summary>
    public string? Unit { get; init; }

    /// <summary>Text that stands for a number.</summary>
    public IReadOnlyDictionary<string, double>? NumberMap { get; init; }

    /// <summary>Every state of a state set, in the order shown.</summary>
    public IReadOnlyList<string>? States { get; init; }

    public TextStyle? Text { get; init; }

    /// <summary>The label that carries text.</summary>
    public string? TextLabel { get; init; }

    /// <summary>Octets of 4 or 8 bytes, and base64 of them in JSON, are IEEE floats, big-endian.</summary>
    public bool? IsIeeeFloat { get; init; }

    /// <summary>The leaves are not shown.</summary>
    public bool? IsDropped { get; init; }

    /// <summary>By content, so that a reload that changes nothing disturbs nobody.</summary>
    public bool Equals(LeafRule? other) =>
        other is not null && Path.Equals(other.Path) && (Type, Help, Unit, Text, TextLabel, IsIeeeFloat, IsDropped) == (other.Type, other.Help, other.Unit, other.Text, other.TextLabel, other.IsIeeeFloat, other.IsDropped)
        && SameStates(States, other.States) && SameNumbers(NumberMap, other.NumberMap);

    public override int GetHashCode() => HashCode.Combine(Path, Type, Unit, Text);

    /// <summary>What <see cref="LeafRules"/> finds out from all of them.</summary>
    internal NumberReading Numbers { get; init; }

    /// <summary>This rule, and where it says nothing, <paramref name="other"/>.</summary>
    internal LeafRule Or(LeafRule other)
    {
        var saysHowTextIs = NumberMap is not null || Text is not null || States is not null;
        return this with
        {
            Type = Type ?? other.Type,
            Help = Help ?? other.Help,
            Unit = Unit ?? other.Unit,
            NumberMap = saysHowTextIs ? NumberMap : other.NumberMap, // one answer to what text becomes, not parts of two
            Text = saysHowTextIs ? Text : other.Text,
            States = States ?? other.States,
            TextLabel = TextLabel ?? other.TextLabel,
            IsIeeeFloat = IsIeeeFloat ?? other.IsIeeeFloat,
            IsDropped = IsDropped ?? other.IsDropped,
        };
    }

    private static bool SameStates(IReadOnlyList<string>? states, IReadOnlyList<string>? others) =>
        states is null ? others is null : others is not null && states.SequenceEqual(others, StringComparer.Ordinal);

    private static bool SameNumbers(IReadOnlyDictionary<string, double>? numbers, IReadOnlyDictionary<string, double>? others) =>
        numbers is null ? others is null
            : others is not null && numbers.Count == others.Count && numbers.All(pair => others.TryGetValue(pair.Key, out var other) && other.Equals(pair.Value));
}
