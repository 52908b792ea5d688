using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Reads the keys of Prometheus' <c>http_config</c>, which stand among the keys of whatever makes the requests.</summary>
/// <remarks>For one thread. The caller rejects the keys that nobody knows. Messages never show a secret.</remarks>
/// <param name="folder">Relative paths begin here.</param>
/// <param name="problems">Gets what is wrong.</param>
public sealed class HttpClientOptionsReader(string folder, ConfigurationProblems problems)
{
    private const string BearerToken = "bearer_token";

    private static readonly string[] Schemes = ["basic_auth", "authorization", "oauth2"];

    private readonly SecretSourceReader _secrets = new(folder, problems);
    private readonly HttpTlsOptionsReader _tls = new(folder, problems);

    /// <param name="reader">Has the keys.</param>
    /// <param name="http2">What <c>enable_http2</c> is when it is not written.</param>
    public HttpClientOptions Read(MappingReader reader, bool http2 = true)
    {
        CheckSchemes(reader);
        var bearer = ReadBearer(reader);
        return new HttpClientOptions
        {
            BasicAuth = reader.Mapping("basic_auth") is { } basic ? ReadBasicAuth(basic) : null,
            Authorization = reader.Mapping("authorization") is { } authorization ? ReadAuthorization(authorization) : bearer,
            OAuth2 = reader.Mapping("oauth2") is { } oauth2 ? ReadOAuth2(oauth2) : null,
            Tls = _tls.Read(reader),
            Proxy = new HttpProxyOptionsReader(problems).Read(reader),
            FollowRedirects = reader.Bool("follow_redirects") ?? true,
            EnableHttp2 = reader.Bool("enable_http2") ?? http2,
            Headers = new HttpHeadersReader(folder, problems).Read(reader),
        };
    }

    private void CheckSchemes(MappingReader reader)
    {
        // The forms of a bearer token exclude each other where they are read.
        string[] written = [.. Schemes.Where(key => !reader.IsNull(key)), .. SecretSourceReader.KeysOf(BearerToken).Where(key => !reader.IsNull(key)).Take(1)];
        if (written is ["authorization", var token] && token.StartsWith(BearerToken, StringComparison.Ordinal))
            problems.Error(reader.PositionOf(token), $"authorization is not compatible with {token}: both are the same header");
        else if (written.Length > 1)
            problems.Error(reader.PositionOf(written[1]), $"at most one of basic_auth, authorization, oauth2 and bearer_token may be written, and there are {string.Join(" and ", written)}");
    }

    private BasicAuthOptions ReadBasicAuth(MappingReader basic)
    {
        var read = new BasicAuthOptions(_secrets.Read(basic, "username"), _secrets.Read(basic, "password"));
        basic.RejectUnknown();
        return read;
    }

    private AuthorizationOptions ReadAuthorization(MappingReader authorization)
    {
        var type = authorization.String("type")?.Trim() is { Length: > 0 } written ? written : AuthorizationOptions.Bearer;
        if (type.Equals("basic", StringComparison.OrdinalIgnoreCase)) problems.Error(authorization.PositionOf("type"), "type: basic is written as basic_auth");
        else if (!type.All(HttpHeadersReader.IsTokenLetter)) problems.Error(authorization.PositionOf("type"), "type: not a scheme of HTTP, which is letters, digits and a few signs");
        var read = new AuthorizationOptions(type, _secrets.Read(authorization, "credentials"));
        authorization.RejectUnknown();
        return read;
    }

    /// <summary>The older form, which Prometheus still takes.</summary>
    private AuthorizationOptions? ReadBearer(MappingReader reader) =>
        _secrets.Read(reader, BearerToken) is { } token ? new AuthorizationOptions(AuthorizationOptions.Bearer, token) : null;

    private OAuth2Options? ReadOAuth2(MappingReader oauth2)
    {
        var tokenUrl = HttpUrl.Read(oauth2, "token_url", problems);
        var read = new OAuth2Options
        {
            ClientId = oauth2.RequiredString("client_id"),
            ClientSecret = _secrets.Read(oauth2, "client_secret"),
            TokenUrl = tokenUrl ?? HttpUrl.None,
            Scopes = oauth2.StringList("scopes") ?? [],
            EndpointParams = ReadParameters(oauth2),
            Tls = _tls.Read(oauth2),
            Proxy = new HttpProxyOptionsReader(problems).Read(oauth2),
        };
        oauth2.RejectUnknown();
        return tokenUrl is null ? null : read;
    }

    private Dictionary<string, string> ReadParameters(MappingReader oauth2)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (oauth2.Mapping("endpoint_params") is not { } written) return parameters;
        var nodes = new NodeReader(problems);
        foreach (var (key, value) in written.Entries()) parameters[key.Text] = nodes.String(value, "endpoint_params") ?? "";
        return parameters;
    }
}
