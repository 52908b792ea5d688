namespace Collector.Pipeline.Store.Streams;

/// <summary>What is wrong with the time that a device gave a notification: the `problem` of `collector_gnmi_timestamp_problems_total`.</summary>
public enum TimestampProblem : byte
{
    Zero,

    Negative,

    /// <summary>Seconds, or milliseconds or microseconds, where nanoseconds belong.</summary>
    WrongUnit,

    /// <summary>Further ahead of our clock than clocks differ.</summary>
    Future,
}
