using System.Globalization;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>A device's time, to the nanosecond that it said: whatever is odd about it should be seen.</summary>
internal static class TimeText
{
    private const long NsPerSecond = 1_000_000_000;

    /// <param name="unixNs">Nanoseconds since the Unix epoch, any number.</param>
    public static string Of(long unixNs)
    {
        var seconds = Math.DivRem(unixNs, NsPerSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + NsPerSecond);
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds); // 64 bits of nanoseconds are the years 1677 to 2262
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss}.{rest:000000000}Z");
    }
}
