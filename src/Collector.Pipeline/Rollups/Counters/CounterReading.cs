namespace Collector.Pipeline.Rollups.Counters;

/// <summary>What a counter said, and when.</summary>
/// <param name="Value">As it came.</param>
/// <param name="AtUnixMs">When the reply came that had it.</param>
internal readonly record struct CounterReading(ulong Value, long AtUnixMs);
