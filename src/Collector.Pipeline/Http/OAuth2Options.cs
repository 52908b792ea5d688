using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Where a token is fetched with the client-credentials grant (RFC 6749 section 4.4).</summary>
public sealed record OAuth2Options
{
    public required string ClientId { get; init; }

    public SecretSource? ClientSecret { get; init; }

    public required Uri TokenUrl { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further parameters of the request.</summary>
    public IReadOnlyDictionary<string, string> EndpointParams { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public HttpTlsOptions Tls { get; init; } = new();

    public HttpProxyOptions Proxy { get; init; } = new();

    public bool Equals(OAuth2Options? other) =>
        other is not null && ClientId == other.ClientId && Equals(ClientSecret, other.ClientSecret) && TokenUrl.OriginalString == other.TokenUrl.OriginalString
        && Scopes.SequenceEqual(other.Scopes, StringComparer.Ordinal) && EndpointParams.OrderBy(one => one.Key, StringComparer.Ordinal).SequenceEqual(other.EndpointParams.OrderBy(one => one.Key, StringComparer.Ordinal))
        && Tls == other.Tls && Proxy == other.Proxy;

    // What records print would show what may stand in a URL.
    public override string ToString() => HttpUrl.Shown(TokenUrl);

    public override int GetHashCode() => HashCode.Combine(ClientId, TokenUrl.OriginalString);
}
