namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>What is in a request.</summary>
/// <param name="Samples">Samples, stale markers included.</param>
/// <param name="OldestUnixMs">The time of the oldest one.</param>
/// <param name="NewestUnixMs">The time of the newest one.</param>
internal readonly record struct RequestSummary(int Samples, long OldestUnixMs, long NewestUnixMs);
