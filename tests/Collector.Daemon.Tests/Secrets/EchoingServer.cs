using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>An inventory, a receiver, an issuer of tokens and a gNMI device in one, which repeat in their answers and errors whatever secrets they are sent.</summary>
internal sealed class EchoingServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private FakeHttpServer? _server;

    public Uri Url => _server!.Url;

    /// <summary>Requests to paths that begin so.</summary>
    public int Asked(string path) => _asked.Where(one => one.Key.StartsWith(path, StringComparison.Ordinal)).Sum(one => one.Value);

    public static async Task<EchoingServer> StartAsync(X509Certificate2 certificate)
    {
        var server = new EchoingServer();
        server._server = await FakeHttpServer.StartAsync(server.AnswerAsync, certificate);
        return server;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.ToString();
        var time = _asked.AddOrUpdate(path, 1, (_, times) => times + 1);
        var echo = await EchoAsync(http.Request);
        if (path.StartsWith("/gnmi.", StringComparison.Ordinal)) RefuseCall(http.Response, echo);
        else if (path.StartsWith("/list", StringComparison.Ordinal)) await ListAsync(http.Response, path, time, echo);
        else if (path.StartsWith("/token", StringComparison.Ordinal)) await TokenAsync(http.Response, time, echo);
        else await RefuseAsync(http.Response, time % 2 == 0 ? HttpStatusCode.InternalServerError : HttpStatusCode.BadRequest, echo);
    }

    private static async Task<string> EchoAsync(HttpRequest request)
    {
        var text = new StringBuilder();
        foreach (var header in request.Headers.Where(header => header.Key is not ("Host" or "User-Agent"))) text.Append(header.Value).Append(' ');
        if (request.Headers.Authorization.ToString() is { Length: > 6 } authorization && authorization.StartsWith("Basic ", StringComparison.Ordinal))
            text.Append(Encoding.UTF8.GetString(Convert.FromBase64String(authorization[6..])));
        if (request.HasFormContentType) text.Append(await new StreamReader(request.Body).ReadToEndAsync());
        return text.ToString();
    }

    private static void RefuseCall(HttpResponse response, string echo)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = "16";
        response.Headers["grpc-message"] = Uri.EscapeDataString(echo);
    }

    /// <summary>A list, then something that is none, in different ways.</summary>
    private static Task ListAsync(HttpResponse response, string path, int time, string echo)
    {
        response.ContentType = time == 2 ? echo.Replace(',', ' ') : "application/json";
        if (time > 3) response.StatusCode = StatusCodes.Status403Forbidden;
        object group = time == 1
            ? new { targets = new[] { $"127.77.1.{path[^1]}:1161" }, labels = new Dictionary<string, string> { ["__param_auth"] = "v2" } }
            : new Dictionary<string, object> { [echo] = 1 };
        return response.WriteAsync(JsonSerializer.Serialize(new[] { group }));
    }

    private static Task TokenAsync(HttpResponse response, int time, string echo)
    {
        if (time % 3 != 1) return RefuseAsync(response, HttpStatusCode.Unauthorized, echo);
        response.ContentType = "application/json";
        return response.WriteAsync($$"""{ "access_token": "{{CanaryWords.Canary}}-token", "expires_in": 12 }""");
    }

    private static Task RefuseAsync(HttpResponse response, HttpStatusCode status, string echo)
    {
        response.StatusCode = (int)status;
        return response.WriteAsync($"you sent {echo}");
    }
}
