using System.Text;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Web.Passwords;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Web;

/// <summary>Stands before every endpoint: the file first, then the rate, the headers, the password, in exporter-toolkit's order.</summary>
internal sealed partial class WebGate(RequestDelegate next, WebConfigurationFile file, TokenBucket rate, PasswordCheck passwords, ILogger<WebGate> logger)
{
    private const string Scheme = "Basic ";

    public async Task InvokeAsync(HttpContext http)
    {
        if (!file.TryRead(out var options, out var problems))
        {
            LogUnusable(logger, problems);
            await PlainText.WriteAsync(http, StatusCodes.Status500InternalServerError, "the web configuration cannot be used; the log says why");
            return;
        }

        if (!rate.TryTake())
        {
            await PlainText.WriteAsync(http, StatusCodes.Status429TooManyRequests, "too many requests");
            return;
        }

        foreach (var (name, value) in options.Headers) http.Response.Headers[name] = value;
        if (options.Users.Count > 0 && !await IsLetInAsync(http, options))
        {
            http.Response.Headers.WWWAuthenticate = "Basic";
            await PlainText.WriteAsync(http, StatusCodes.Status401Unauthorized, "Unauthorized");
            return;
        }

        await next(http);
    }

    private ValueTask<bool> IsLetInAsync(HttpContext http, WebOptions options) =>
        TryReadCredentials(http.Request.Headers.Authorization, out var user, out var password)
            ? passwords.IsRightAsync(options.Users, user, password, http.RequestAborted)
            : ValueTask.FromResult(false);

    private static bool TryReadCredentials(string? header, out string user, out string password)
    {
        (user, password) = ("", "");
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var encoded = header.AsSpan(Scheme.Length).Trim();
        var octets = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, octets, out var length)) return false;
        var text = Encoding.UTF8.GetString(octets, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return false;
        (user, password) = (text[..colon], text[(colon + 1)..]);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Requests are refused, because the web configuration cannot be used: {Problems}")]
    private static partial void LogUnusable(ILogger logger, string problems);
}
