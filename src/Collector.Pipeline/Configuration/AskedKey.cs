namespace Collector.Pipeline.Configuration;

/// <summary>A key that a reader knows in a mapping, and the values that it takes there.</summary>
/// <param name="Mapping">Where it may be written.</param>
/// <param name="Key">Empty for the user's own names.</param>
/// <param name="Form">How its value is read.</param>
public sealed record AskedKey(YamlMapping Mapping, string Key, KeyForm Form)
{
    /// <summary>A long, a double or a TimeSpan, as the form wants it; null for none.</summary>
    public object? Least { get; init; }

    /// <inheritdoc cref="Least"/>
    public object? Most { get; init; }

    /// <summary>What may be written, for <see cref="KeyForm.Word"/>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
