namespace Collector.Simulator.Gnmi.Streams;

/// <summary>What devices of a nature say that the time is.</summary>
internal static class TimestampRule
{
    private const long DayNs = 86_400_000_000_000;

    public static long Timestamp(GnmiNature nature, long nowNs) => nature switch
    {
        GnmiNature.TimeZero => 0,
        GnmiNature.TimeNegative => -nowNs,
        GnmiNature.TimeInSeconds => nowNs / 1_000_000_000,
        GnmiNature.TimeAhead => nowNs + DayNs,
        _ => nowNs,
    };
}
