using System.Net;
using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Puts credentials and configured headers on requests, read anew for each, so that a secret that was replaced counts from the next request on.</summary>
/// <remarks>Any thread. What goes to another server after a redirect gets none of them.</remarks>
internal sealed class CredentialsHandler(HttpClientOptions options, OAuth2Tokens? tokens, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Authorization = "Authorization";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var header in options.Headers) request.Headers.Remove(header.Name);
        string? token = null;
        if (RedirectHandler.GoesElsewhere(request))
        {
            request.Headers.Remove(Authorization);
        }
        else
        {
            if (tokens is not null) token = await tokens.GetAsync(cancellationToken);
            SetHeaders(request, token);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (token is not null && response.StatusCode == HttpStatusCode.Unauthorized) await tokens!.DropAsync(token);
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) tokens?.Dispose();
        base.Dispose(disposing);
    }

    private void SetHeaders(HttpRequestMessage request, string? token)
    {
        try
        {
            SetAuthorization(request, token);
            foreach (var header in options.Headers)
            {
                foreach (var value in header.Values) Set(request, header.Name, value);
                foreach (var secret in header.Secrets) Set(request, header.Name, Text(secret));
            }
        }
        catch (SecretUnavailableException e)
        {
            throw new HttpRequestException($"a secret for the request is missing: {e.Message}", e);
        }
    }

    /// <summary>Unless the request came with one.</summary>
    private void SetAuthorization(HttpRequestMessage request, string? token)
    {
        if (request.Headers.Contains(Authorization)) return;
        if (options.BasicAuth is { } basic) Set(request, Authorization, Basic(Text(basic.Username), Text(basic.Password)));
        else if (options.Authorization is { } authorization) Set(request, Authorization, $"{authorization.Type} {Text(authorization.Credentials)}");
        else if (token is not null) Set(request, Authorization, $"Bearer {token}");
        else if (request.RequestUri!.UserInfo.Length > 0) Set(request, Authorization, FromUrl(request.RequestUri.UserInfo));
    }

    private static string Text(SecretSource? source) => source?.Read().Reveal() ?? "";

    private static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private static string FromUrl(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? Basic(Uri.UnescapeDataString(userInfo), "") : Basic(Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }

    /// <summary>The stack's own message about a bad value would show it.</summary>
    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (value.Any(char.IsControl)) throw new HttpRequestException($"the value of the header {name} has a line break or another control character in it");
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
