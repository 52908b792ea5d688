using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>How long whoever scrapes waits: what the header says, a little less, so that the answer still arrives.</summary>
internal static class ScrapePatience
{
    public const string Header = "X-Prometheus-Scrape-Timeout-Seconds";

    /// <summary>For requests without the header: snmp_exporter waits as long as its caller does.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LargestOffset = TimeSpan.FromMilliseconds(500);
    private const double OffsetShare = 0.05;

    public static TimeSpan Of(HttpRequest request)
    {
        if (!double.TryParse(request.Headers[Header].ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return Longest;
        if (!(seconds < Longest.TotalSeconds)) return Longest;
        var whole = TimeSpan.FromSeconds(seconds);
        var offset = whole * OffsetShare;
        return whole - (offset < LargestOffset ? offset : LargestOffset);
    }
}
