namespace Collector.Fuzz;

/// <summary>An input that must not be as it is.</summary>
/// <param name="Seed">Makes the input again.</param>
/// <param name="Input">The input.</param>
/// <param name="What">The exception, or how long it took.</param>
public sealed record Finding(long Seed, byte[] Input, string What);
