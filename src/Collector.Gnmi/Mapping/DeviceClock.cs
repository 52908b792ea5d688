using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Mapping;

/// <summary>Decides whether a device's timestamp can be believed; if not, the time of receipt stands for it, and the problem is counted.</summary>
internal static class DeviceClock
{
    /// <summary>Further ahead of ours than clocks differ: an hour.</summary>
    public const long MostAheadNs = 3_600_000_000_000;

    /// <summary>September 2001. What is below and positive is in seconds, milliseconds or microseconds.</summary>
    private const long FirstNs = 1_000_000_000_000_000_000;

    /// <summary>The time to go by, in Unix nanoseconds.</summary>
    public static long Judge(long timestamp, long nowNs, SubscriptionHistory history)
    {
        if (timestamp >= FirstNs && timestamp <= nowNs + MostAheadNs) return timestamp;
        history.CountTimestampProblem(timestamp switch
        {
            0 => TimestampProblem.Zero,
            < 0 => TimestampProblem.Negative,
            < FirstNs => TimestampProblem.WrongUnit,
            _ => TimestampProblem.Future,
        });
        return nowNs;
    }
}
