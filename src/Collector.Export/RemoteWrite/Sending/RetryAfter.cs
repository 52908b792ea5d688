using System.Net.Http.Headers;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>HTTP's Retry-After, in seconds or as a date (RFC 9110 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null when nothing is asked for, or a time that is over.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? header?.Date - now;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
