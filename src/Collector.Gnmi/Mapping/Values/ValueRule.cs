namespace Collector.Gnmi.Mapping.Values;

/// <summary>How the values of a leaf become samples when they are not plain numbers.</summary>
public sealed record ValueRule
{
    /// <summary>Numbers and bools are samples; strings are samples where the naming scheme reads numbers in them.</summary>
    public static ValueRule Plain { get; } = new();

    /// <summary>Text that stands for a number; null for none.</summary>
    public IReadOnlyDictionary<string, double>? NumberMap { get; init; }

    /// <summary>Text is shown as a label: of one series with the value 1 (info), or of one series for each state (state set). Null drops text that is no number, counted.</summary>
    public TextStyle? Text { get; init; }

    /// <summary>The label that carries text; null for the last part of the leaf's name.</summary>
    public string? TextLabel { get; init; }

    /// <summary>Every state of a state set, in the order shown.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Octets of 4 or 8 bytes are IEEE floats, big-endian.</summary>
    public bool IsIeeeFloat { get; init; }
}
