using Collector.Daemon.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Web.Limits;

/// <summary>The first to see a request: refuses it when there are too many, and when a page of another site makes a browser send it.</summary>
internal sealed class RequestLimit(RequestDelegate next, WebMetrics metrics)
{
    private const string FetchSite = "Sec-Fetch-Site"; // W3C Fetch Metadata: browsers send it, and pages cannot change it

    public async Task InvokeAsync(HttpContext http)
    {
        metrics.Began();
        try
        {
            if (metrics.RequestsInFlight > WebLimits.Requests) await RefuseAsync(http, RefusedRequest.Busy, StatusCodes.Status503ServiceUnavailable, "too many requests at once");
            else if (IsOfOtherSite(http.Request)) await RefuseAsync(http, RefusedRequest.OtherSite, StatusCodes.Status403Forbidden, "a page of another site must not change anything here");
            else if (http.Request.ContentLength > WebLimits.RequestBody) await RefuseAsync(http, RefusedRequest.TooLarge, StatusCodes.Status413PayloadTooLarge, "no endpoint reads a body");
            else await next(http);
        }
        finally
        {
            metrics.Ended();
        }
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
