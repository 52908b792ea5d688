namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Samples of one device that its receiver will never have.</summary>
/// <param name="Cause">The <c>reason</c> of <c>collector_remote_write_samples_dropped_total</c>, or <c>refused</c> by the receiver.</param>
/// <param name="Instance">The target; empty when that is lost too.</param>
/// <param name="Samples">How many.</param>
/// <param name="OldestUnixMs">The time of the oldest one.</param>
/// <param name="NewestUnixMs">The time of the newest one.</param>
internal sealed record Loss(string Cause, string Instance, long Samples, long OldestUnixMs, long NewestUnixMs);
