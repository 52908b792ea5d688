namespace Collector.Gnmi.Subscriptions;

/// <summary>A subscription to the past: the History extension. Either a snapshot or a range, in nanoseconds since the Unix epoch.</summary>
public sealed record HistoryOptions(long? SnapshotNs, long? StartNs, long? EndNs);
