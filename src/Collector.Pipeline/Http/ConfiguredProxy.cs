using System.Net;

namespace Collector.Pipeline.Http;

/// <summary>Chooses the proxy of a request as Go's HTTP client does.</summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed class ConfiguredProxy : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly NoProxyRules? _exceptions;

    private ConfiguredProxy(Uri? http, Uri? https, NoProxyRules? exceptions)
    {
        (_http, _https, _exceptions) = (http, https, exceptions);
        Credentials = new UserInfoCredentials();
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>Null when requests go straight to their servers.</summary>
    public static ConfiguredProxy? For(HttpProxyOptions options)
    {
        if (options.FromEnvironment) return FromEnvironment(Environment.GetEnvironmentVariable);
        if (options.Url is not { } url) return null;
        return new ConfiguredProxy(url, url, options.NoProxy.Length > 0 ? new NoProxyRules(options.NoProxy) : null);
    }

    /// <summary>The variables in capitals win over those in small letters.</summary>
    internal static ConfiguredProxy? FromEnvironment(Func<string, string?> variable)
    {
        var (http, https) = (Url("HTTP_PROXY"), Url("HTTPS_PROXY"));
        return http is null && https is null ? null : new ConfiguredProxy(http, https, new NoProxyRules(Either("NO_PROXY") ?? ""));

        Uri? Url(string name)
        {
            var text = Either(name);
            if (text is null) return null;
            return HttpUrl.TryParse(text, out var url) || HttpUrl.TryParse($"http://{text}", out url) ? url : null;
        }

        [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "The names of the variables")]
        string? Either(string name) => variable(name) is { Length: > 0 } upper ? upper : variable(name.ToLowerInvariant()) is { Length: > 0 } lower ? lower : null;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    public bool IsBypassed(Uri host) => (host.Scheme == Uri.UriSchemeHttps ? _https : _http) is null || _exceptions?.Matches(host) == true;

    /// <summary>Name and password that stand in the proxy's URL.</summary>
    private sealed class UserInfoCredentials : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            if (uri.UserInfo.Length == 0) return null;
            var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? new NetworkCredential(Uri.UnescapeDataString(uri.UserInfo), "")
                : new NetworkCredential(Uri.UnescapeDataString(uri.UserInfo[..colon]), Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]));
        }
    }
}
