using System.Text;

namespace Collector.Gnmi.Mapping.Values;

/// <summary>How the values of a leaf become samples.</summary>
/// <remarks>Immutable. Numbers and bools are samples under any rule; a rule is about text and octets.</remarks>
internal sealed record ValueRule
{
    private NumberMap? _numbers;
    private byte[][] _states = [];

    /// <summary>Numbers and bools are samples, and so are strings of JSON_IETF that are numbers.</summary>
    public static ValueRule Plain { get; } = new();

    /// <summary>Text that stands for a number; null for none.</summary>
    public IReadOnlyDictionary<string, double>? NumberMap
    {
        get;
        init => (field, _numbers) = (value, value is null ? null : new NumberMap(value));
    }

    /// <summary>Which other text is a number.</summary>
    public NumberReading Numbers { get; init; }

    /// <summary>Text is shown as a label: of one series with the value 1 (info), or of one series for each state (state set). Null drops text that is no number, counted.</summary>
    public TextStyle? Text { get; init; }

    /// <summary>The label that carries text; null for the last part of the leaf's name.</summary>
    public string? TextLabel { get; init; }

    /// <summary>Every state of a state set, in the order shown.</summary>
    public IReadOnlyList<string> States
    {
        get;
        init => (field, _states) = (value, [.. value.Select(Encoding.UTF8.GetBytes)]);
    } = [];

    /// <summary>Octets of 4 or 8 bytes, and base64 of them in JSON, are IEEE floats, big-endian.</summary>
    public bool IsIeeeFloat { get; init; }

    /// <summary>What numbers are multiplied with, for the unit in the name.</summary>
    public double Scale { get; init; } = 1;

    internal bool TryMap(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        return _numbers is not null && _numbers.TryFind(text, out number);
    }

    internal bool IsState(ReadOnlySpan<byte> text)
    {
        foreach (var state in _states)
        {
            if (text.SequenceEqual(state)) return true;
        }

        return false;
    }
}
