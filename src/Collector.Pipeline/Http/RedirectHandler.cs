using System.Net;

namespace Collector.Pipeline.Http;

/// <summary>Follows redirects, a few of them, and says when one leads to another server, which gets none of our credentials.</summary>
/// <remarks>Any thread. Only GET and HEAD go wherever they are sent; a POST is repeated for 307 and 308, which keep its method (RFC 9110 section 15.4).</remarks>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostRedirects = 10;

    private static readonly HttpRequestOptionsKey<bool> Elsewhere = new("collector.elsewhere");

    /// <summary>Whether a request goes to another server than the one it was meant for.</summary>
    public static bool GoesElsewhere(HttpRequestMessage request) => request.Options.TryGetValue(Elsewhere, out var elsewhere) && elsewhere;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var origin = request.RequestUri!;
        for (var redirects = 0; ; redirects++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Next(request, response) is not { } next) return response;
            response.Dispose();
            if (redirects == MostRedirects) throw new HttpRequestException($"more than {MostRedirects} redirects");
            request.RequestUri = next;
            request.Options.Set(Elsewhere, !IsSameServer(origin, next));
        }
    }

    private static Uri? Next(HttpRequestMessage request, HttpResponseMessage response)
    {
        var isRead = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        var isFollowed = response.StatusCode switch
        {
            HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => true,
            HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther => isRead,
            _ => false,
        };
        if (!isFollowed || response.Headers.Location is not { } location) return null;
        var next = location.IsAbsoluteUri ? location : new Uri(request.RequestUri!, location);
        return next.Scheme is "http" or "https" ? next : null;
    }

    private static bool IsSameServer(Uri one, Uri other) => one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
