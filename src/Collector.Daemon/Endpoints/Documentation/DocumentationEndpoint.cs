using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collector.Daemon.Endpoints.Documentation;

/// <summary><c>/docs</c>: the documentation of this very build, for whoever has no way to the repository at three in the morning.</summary>
/// <remarks>Any thread. A page is made when it is first asked for, and kept.</remarks>
internal sealed class DocumentationEndpoint
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string Style = "style.css";

    private static readonly Dictionary<string, string> ByUrl = DocumentationFiles.Paths.ToDictionary(path => path == Style ? DocumentationLinks.Root + Style : DocumentationLinks.UrlOf(path), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, DocumentationPage> _pages = new(StringComparer.Ordinal);

    /// <summary>Where there is something.</summary>
    public static IReadOnlyCollection<string> Urls => ByUrl.Keys;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = new DocumentationEndpoint();
        routes.MapGet("/docs/{**page}", endpoint.HandleAsync);
    }

    private Task HandleAsync(HttpContext http)
    {
        // The path as it came, and not decoded once more: only what is listed is there.
        var url = http.Request.Path.Value is "/docs" or null ? DocumentationLinks.Root : http.Request.Path.Value;
        if (!ByUrl.TryGetValue(url, out var path)) return PlainText.WriteAsync(http, StatusCodes.Status404NotFound, "there is no such page; /docs/ has the list of them");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!http.Response.Headers.ContainsKey("Content-Security-Policy")) http.Response.Headers.ContentSecurityPolicy = Policy;
        var content = path.EndsWith(".md", StringComparison.Ordinal) ? _pages.GetOrAdd(path, DocumentationRenderer.Render).Html : DocumentationFiles.Read(path);
        http.Response.ContentType = TypeOf(path);
        http.Response.ContentLength = content.Length;
        return http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        _ => "text/html; charset=utf-8",
    };
}
