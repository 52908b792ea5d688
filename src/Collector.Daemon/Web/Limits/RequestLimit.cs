using Collector.Daemon.Endpoints;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Web.Limits;

/// <summary>The first to see a request: refuses it when there are too many, and when a page of another site makes a browser send it. Lets none outlive its connection.</summary>
internal sealed class RequestLimit(RequestDelegate next, WebMetrics metrics)
{
    private const string FetchSite = "Sec-Fetch-Site"; // W3C Fetch Metadata: browsers send it, and pages cannot change it

    public async Task InvokeAsync(HttpContext http)
    {
        metrics.Began();
        using var gone = EndWithConnection(http);
        try
        {
            if (metrics.RequestsInFlight > WebLimits.Requests) await RefuseAsync(http, RefusedRequest.Busy, StatusCodes.Status503ServiceUnavailable, "too many requests at once");
            else if (IsOfOtherSite(http.Request)) await RefuseAsync(http, RefusedRequest.OtherSite, StatusCodes.Status403Forbidden, "a page of another site must not change anything here");
            else if (http.Request.ContentLength > WebLimits.RequestBody) await RefuseAsync(http, RefusedRequest.TooLarge, StatusCodes.Status413PayloadTooLarge, "no endpoint reads a body");
            else await next(http);
        }
        catch (Exception lost) when (lost is OperationCanceledException or ObjectDisposedException && gone is { IsCancellationRequested: true })
        {
            http.Abort(); // nobody reads any more, which is no failure of the answer
        }
        finally
        {
            metrics.Ended();
        }
    }

    /// <summary>
    /// Kestrel forgets requests of a connection of HTTP/2 that it aborts for having too much to write (dotnet/aspnetcore#51307): it neither says that their client is gone nor comes back from
    /// a write to it. Closed the connection is all the same, and that ends what waits here, if it listens to <see cref="HttpContext.RequestAborted"/>.
    /// </summary>
    private static CancellationTokenSource? EndWithConnection(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol) || http.Features.Get<IConnectionLifetimeFeature>() is not { } connection) return null;
        var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, connection.ConnectionClosed);
        http.RequestAborted = gone.Token;
        return gone;
    }

    /// <summary>Reading is harmless: a page cannot see what another site answers.</summary>
    private static bool IsOfOtherSite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers[FetchSite].ToString() is "cross-site" or "same-site";

    private Task RefuseAsync(HttpContext http, RefusedRequest reason, int status, string text)
    {
        metrics.Refused(reason);
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "5";
        return PlainText.WriteAsync(http, status, text);
    }
}
