using System.Text;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Web.Audit;
using Collector.Daemon.Web.Limits;
using Collector.Daemon.Web.Passwords;
using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Web;

/// <summary>Stands before every endpoint: the file first, then the rate, the headers, the password, in exporter-toolkit's order.</summary>
internal sealed partial class WebGate(
    RequestDelegate next, WebConfigurationFile file, TokenBucket rate, PasswordCheck passwords, WebMetrics metrics, AuditLog audit, TimeProvider time, ILogger<WebGate> logger)
{
    private const string Scheme = "Basic ";

    private readonly LogBudget _unusable = new(lines: 1, TimeSpan.FromMinutes(1), time); // clients decide how often it would be said

    public async Task InvokeAsync(HttpContext http)
    {
        if (!file.TryRead(out var options, out var problems))
        {
            if (_unusable.TryTake(out _)) LogUnusable(logger, problems);
            await RefuseAsync(http, RefusedRequest.Unusable, StatusCodes.Status500InternalServerError, "the web configuration cannot be used; the log says why");
            return;
        }

        if (!rate.TryTake())
        {
            audit.Refused(http, "rate");
            await RefuseAsync(http, RefusedRequest.Rate, StatusCodes.Status429TooManyRequests, "too many requests");
            return;
        }

        foreach (var (name, value) in options.Headers) http.Response.Headers[name] = value;
        switch (options.Users.Count == 0 ? true : await IsLetInAsync(http, options))
        {
            case true:
                await next(http);
                break;
            case null:
                await RefuseAsync(http, RefusedRequest.Busy, StatusCodes.Status503ServiceUnavailable, "too many passwords at once");
                break;
            default:
                if (http.Request.Headers.Authorization.Count > 0) audit.Refused(http, "password"); // without one, it is how a browser asks whether it needs one
                http.Response.Headers.WWWAuthenticate = "Basic";
                await RefuseAsync(http, RefusedRequest.Unauthorized, StatusCodes.Status401Unauthorized, "Unauthorized");
                break;
        }
    }

    private Task RefuseAsync(HttpContext http, RefusedRequest reason, int status, string text)
    {
        metrics.Refused(reason);
        return PlainText.WriteAsync(http, status, text);
    }

    /// <summary>Null when nobody has the time to find out.</summary>
    private async ValueTask<bool?> IsLetInAsync(HttpContext http, WebOptions options)
    {
        if (!TryReadCredentials(http.Request.Headers.Authorization, out var user, out var password)) return false;
        var isRight = await passwords.IsRightAsync(options.Users, user, password, http.RequestAborted);
        if (isRight == true) Actor.Prove(http, user);
        return isRight;
    }

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
