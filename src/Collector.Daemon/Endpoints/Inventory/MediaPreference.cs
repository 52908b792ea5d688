using Microsoft.Net.Http.Headers;

namespace Collector.Daemon.Endpoints.Inventory;

/// <summary>Reads from Accept (RFC 9110 section 12.5.1) whether a client would rather have CSV than JSON.</summary>
internal static class MediaPreference
{
    /// <summary>Only where CSV is named and JSON is less welcome.</summary>
    public static bool PrefersCsv(IList<string?> accept)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var types)) return false;
        return QualityOf(types, "text/csv", isNamed: true) > QualityOf(types, "application/json", isNamed: false);
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> types, string mediaType, bool isNamed)
    {
        var wanted = new MediaTypeHeaderValue(mediaType);
        var best = types.Where(type => isNamed ? type.MediaType == mediaType : wanted.IsSubsetOf(type)).OrderBy(type => type.MatchesAllTypes).ThenBy(type => type.MatchesAllSubTypes).FirstOrDefault();
        return best is null ? 0 : best.Quality ?? 1;
    }
}
