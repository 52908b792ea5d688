using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary>How long a scraper waits for its answer, as Prometheus says it in a header of each scrape.</summary>
internal static class ScrapeTimeout
{
    public const string Header = "X-Prometheus-Scrape-Timeout-Seconds";

    private const double Longest = 120; // seconds, whatever the header says

    /// <summary>The time from now, at most <paramref name="longest"/> seconds; null without the header and for what is no number of seconds.</summary>
    public static TimeSpan? Of(HttpRequest request, double longest = Longest)
    {
        var text = request.Headers[Header].ToString();
        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0; // "NaN" parses, too
        return isNumber ? TimeSpan.FromSeconds(Math.Min(seconds, longest)) : null;
    }
}
