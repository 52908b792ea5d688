using Collector.Export.Exposition.Lines;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.PerTarget;

/// <summary>What every page says of each target beside its data: whether it answers, when it was polled, and how that went.</summary>
/// <remarks>From load on a target has its state and its counters; what tells of a poll appears with the first finished one.</remarks>
internal static class TargetFamilies
{
    public const string Up = "up";

    private static readonly byte[][] Reasons = [.. EnumLabels<WalkEnd>.All.Select(LabelEscaping.Escape)];

    /// <summary>Sorted by name.</summary>
    public static TargetFamily[] All { get; } =
    [
        .. ((TargetFamily[])
        [
            new("collector_module_complete", "Whether the module's last poll read it to its end.", MetricType.Gauge, WriteModules),
            new("collector_poll_age_seconds", "Time since the last finished poll ended.", MetricType.Gauge, (in target, writer, now) => OfPoll(target, writer, Age(target.Last, now))),
            new("collector_poll_duration_seconds", "How long the last finished poll took.", MetricType.Gauge, (in target, writer, _) => OfPoll(target, writer, target.Last.Duration.TotalSeconds)),
            new("collector_poll_interval_seconds", "From one poll to the next, as it is configured.", MetricType.Gauge, (in target, writer, _) => OfPoll(target, writer, target.Series.Target.Interval.TotalSeconds)),
            new("collector_poll_round_trip_seconds", "The shortest time from a request to its reply in the last finished poll.", MetricType.Gauge, WriteRoundTrip),
            new("collector_poll_timestamp_seconds", "When the last finished poll began, since the Unix epoch.", MetricType.Gauge, (in target, writer, _) => OfPoll(target, writer, target.Last.StartedUnixMs / 1000.0)),
            new("collector_poll_varbinds", "Varbinds received in the last finished poll.", MetricType.Gauge, (in target, writer, _) => OfPoll(target, writer, target.Last.Varbinds)),
            new("collector_polls_skipped_total", "Polls that were due while the one before was under way.", MetricType.Counter, (in target, writer, _) => OfPolls(target, writer, target.Series.History.Skipped)),
            new("collector_polls_total", "Polls finished.", MetricType.Counter, (in target, writer, _) => OfPolls(target, writer, target.Series.History.Finished)),
            new("collector_target_profile", "The profile that the target's modules were taken from.", MetricType.Gauge, WriteProfile),
            new("collector_target_state", "1 for the state that the target is in.", MetricType.Gauge, WriteState),
            new("collector_target_up", "Whether the last finished poll had a valid reply, or the stream is alive.", MetricType.Gauge, WriteUp),
            new("collector_walk_truncated_total", "Walks that stopped before their end, by the reason.", MetricType.Counter, WriteTruncated),
            new(Up, "Whether the target answered its last poll, or its stream is alive.", MetricType.Gauge, WriteUp),
            .. StreamFamilies.All,
            .. GnmicFamilies.All,
        ]).OrderBy(family => family.NameText, StringComparer.Ordinal),
    ];

    public static IReadOnlySet<string> Names { get; } = All.Select(family => family.NameText).ToHashSet(StringComparer.Ordinal);

    private static void OfPoll(in TargetReading target, SeriesWriter writer, double value)
    {
        if (target.HasPolled) writer.Double(0, value);
    }

    private static void OfPolls(in TargetReading target, SeriesWriter writer, long count)
    {
        if (target.Series.Stream is null) writer.Unsigned(0, (ulong)count);
    }

    private static double Age(in PollRecord poll, long nowUnixMs) => Math.Max(0, (nowUnixMs - poll.StartedUnixMs) / 1000.0 - poll.Duration.TotalSeconds);

    private static void WriteUp(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        if (target.IsUp is { } isUp) writer.Unsigned(0, isUp ? 1u : 0);
    }

    private static void WriteRoundTrip(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        if (target.HasPolled && target.Last.RoundTrip > TimeSpan.Zero) writer.Double(0, target.Last.RoundTrip.TotalSeconds);
    }

    private static void WriteState(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        writer.Labelled(0, "state"u8, "down"u8, target.State == TargetState.Down ? 1 : 0);
        writer.Labelled(0, "state"u8, "pending"u8, target.State == TargetState.Pending ? 1 : 0);
        writer.Labelled(0, "state"u8, "up"u8, target.State == TargetState.Up ? 1 : 0);
    }

    private static void WriteProfile(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        Span<byte> escaped = stackalloc byte[256];
        if (target.Series.Target.Profile is { Length: > 0 } profile) writer.Labelled(0, "profile"u8, ShortName.Escape(profile, escaped), 1);
    }

    private static void WriteTruncated(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        if (target.Series.Stream is not null) return;
        for (var reason = (int)WalkEnd.Complete + 1; reason < Reasons.Length; reason++)
            writer.Labelled(0, "reason"u8, Reasons[reason], target.Series.History.Truncated((WalkEnd)reason));
    }

    private static void WriteModules(in TargetReading target, SeriesWriter writer, long nowUnixMs)
    {
        Span<byte> escaped = stackalloc byte[256];
        for (var module = 0; module < target.Series.ModuleNames.Count; module++)
        {
            if (target.Series.IsComplete(module) is { } isComplete)
                writer.Labelled(0, "module"u8, ShortName.Escape(target.Series.ModuleNames[module], escaped), isComplete ? 1 : 0);
        }
    }
}
