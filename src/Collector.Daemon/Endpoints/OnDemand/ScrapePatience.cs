using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>How long a walk may be waited for: as long as the scraper waits, a little less, so that the answer still arrives.</summary>
internal static class ScrapePatience
{
    private const double OffsetShare = 0.05;

    private static readonly TimeSpan LargestOffset = TimeSpan.FromMilliseconds(500);

    /// <summary>For requests that do not say: snmp_exporter waits as long as its caller does.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static TimeSpan Of(HttpRequest request)
    {
        if (ScrapeTimeout.Of(request, Longest.TotalSeconds) is not { } whole) return Longest;
        var offset = whole * OffsetShare;
        return whole - (offset < LargestOffset ? offset : LargestOffset);
    }
}
