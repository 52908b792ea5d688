using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary>Short answers for people.</summary>
internal static class PlainText
{
    public static Task WriteAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }
}
