namespace Collector.Export.Exposition.Requests;

/// <summary>Chooses a page's format and encoding from what a scraper accepts, as Prometheus' own client library does.</summary>
public static class Negotiation
{
    private const string OpenMetrics = "application/openmetrics-text";
    private const string Plain = "text/plain";

    /// <summary>OpenMetrics only where it is named and preferred, or named first; the text format in every other case, a request without Accept included.</summary>
    public static ExpositionFormat FormatFor(string? accept)
    {
        var (best, bestQuality) = (ExpositionFormat.Text, 0.0);
        foreach (var (type, parameters, quality) in QualityList.Read(accept))
        {
            var version = parameters.GetValueOrDefault("version");
            ExpositionFormat? offered = type switch
            {
                OpenMetrics when version is null or "1.0.0" => ExpositionFormat.OpenMetrics,
                Plain when version is null or "0.0.4" => ExpositionFormat.Text,
                _ => null,
            };
            if (offered is { } format && quality > bestQuality) (best, bestQuality) = (format, quality);
        }

        return best;
    }

    /// <summary>Whether gzip is offered, and not less welcome than no encoding.</summary>
    public static bool AcceptsGzip(string? acceptEncoding)
    {
        var (gzip, identity) = (0.0, 0.0);
        foreach (var (coding, _, quality) in QualityList.Read(acceptEncoding))
        {
            if (coding is "gzip" or "x-gzip") gzip = quality;
            if (coding == "identity") identity = quality;
        }

        return gzip > 0 && gzip >= identity;
    }

    public static string ContentTypeOf(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? OpenMetrics + "; version=1.0.0; charset=utf-8"
        : Plain + "; version=0.0.4; charset=utf-8";
}
