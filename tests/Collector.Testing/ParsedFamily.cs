namespace Collector.Testing;

/// <summary>One family of an exposition page, with its samples in page order.</summary>
public sealed record ParsedFamily(string Name)
{
    public string? Help { get; set; }

    public string? Type { get; set; }

    public List<ParsedSample> Samples { get; } = [];
}
