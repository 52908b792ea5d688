namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>One target's share of a request.</summary>
/// <param name="Instance">The target.</param>
/// <param name="Samples">Its samples.</param>
/// <param name="OldestUnixMs">The time of its oldest one.</param>
/// <param name="NewestUnixMs">The time of its newest one.</param>
internal readonly record struct TargetSpan(string Instance, int Samples, long OldestUnixMs, long NewestUnixMs);
