namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What a table's readings have in common.</summary>
/// <param name="StartedUnixMs">When the poll began.</param>
/// <param name="SinceUnixMs">What was counted before was counted in an earlier life of the device.</param>
/// <param name="Speed">Where the speed of links stands.</param>
internal readonly record struct RatePoll(long StartedUnixMs, long SinceUnixMs, LinkSpeed? Speed);
