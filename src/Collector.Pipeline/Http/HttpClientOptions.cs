namespace Collector.Pipeline.Http;

/// <summary>How to make HTTP requests to one server: Prometheus' <c>http_config</c>.</summary>
/// <remarks>At most one of the three ways to authenticate is there. Next: <see cref="HttpClients"/>.</remarks>
public sealed record HttpClientOptions
{
    public BasicAuthOptions? BasicAuth { get; init; }

    public AuthorizationOptions? Authorization { get; init; }

    public OAuth2Options? OAuth2 { get; init; }

    public HttpTlsOptions Tls { get; init; } = new();

    public HttpProxyOptions Proxy { get; init; } = new();

    public bool FollowRedirects { get; init; } = true;

    /// <summary>Offered in TLS; without TLS it is always HTTP/1.1.</summary>
    public bool EnableHttp2 { get; init; } = true;

    public IReadOnlyList<HttpHeaderOptions> Headers { get; init; } = [];

    /// <summary>Whether requests are made the same way.</summary>
    public bool Equals(HttpClientOptions? other) =>
        other is not null && BasicAuth == other.BasicAuth && Authorization == other.Authorization && OAuth2 == other.OAuth2 && Tls == other.Tls && Proxy == other.Proxy
        && FollowRedirects == other.FollowRedirects && EnableHttp2 == other.EnableHttp2 && Headers.SequenceEqual(other.Headers);

    public override int GetHashCode() => HashCode.Combine(BasicAuth, Authorization, OAuth2, Tls, Headers.Count);
}
