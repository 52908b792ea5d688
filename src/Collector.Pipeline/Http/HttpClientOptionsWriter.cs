using System.Security.Authentication;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Writes the keys of <see cref="HttpClientOptionsReader"/> that are not as usual, secrets masked.</summary>
public static class HttpClientOptionsWriter
{
    /// <param name="yaml">Is within the mapping of whatever makes the requests.</param>
    /// <param name="options">What to write.</param>
    /// <param name="http2">What <c>enable_http2</c> is when it is not written.</param>
    public static void Write(YamlWriter yaml, HttpClientOptions options, bool http2 = true)
    {
        if (options.BasicAuth is { } basic && (basic.Username ?? basic.Password) is not null)
        {
            yaml.Mapping("basic_auth", () =>
            {
                WriteUsername(yaml, basic.Username);
                basic.Password?.Write(yaml, "password");
            });
        }

        if (options.Authorization is { } authorization)
        {
            yaml.Mapping("authorization", () =>
            {
                yaml.Value("type", authorization.Type);
                authorization.Credentials?.Write(yaml, "credentials");
            });
        }

        if (options.OAuth2 is { } oauth2) yaml.Mapping("oauth2", () => WriteOAuth2(yaml, oauth2));
        WriteTls(yaml, options.Tls);
        WriteProxy(yaml, options.Proxy);
        if (!options.FollowRedirects) yaml.Value("follow_redirects", false);
        if (options.EnableHttp2 != http2) yaml.Value("enable_http2", options.EnableHttp2);
        if (options.Headers.Count > 0) yaml.Mapping("http_headers", () => WriteHeaders(yaml, options.Headers));
    }

    // A name is no secret; Prometheus shows it as well.
    private static void WriteUsername(YamlWriter yaml, SecretSource? username)
    {
        if (username is WrittenSecret written) yaml.Value("username", written.Value.Reveal());
        else username?.Write(yaml, "username");
    }

    private static void WriteOAuth2(YamlWriter yaml, OAuth2Options oauth2)
    {
        yaml.Value("client_id", oauth2.ClientId);
        oauth2.ClientSecret?.Write(yaml, "client_secret");
        yaml.Value("token_url", HttpUrl.Shown(oauth2.TokenUrl));
        yaml.ListIfAny("scopes", oauth2.Scopes);
        if (oauth2.EndpointParams.Count > 0)
        {
            yaml.Mapping("endpoint_params", () =>
            {
                foreach (var (name, value) in oauth2.EndpointParams) yaml.Value(name, Secret.From(value)); // some servers take a password or an assertion here
            });
        }

        WriteTls(yaml, oauth2.Tls);
        WriteProxy(yaml, oauth2.Proxy);
    }

    private static void WriteTls(YamlWriter yaml, HttpTlsOptions tls)
    {
        if (tls == new HttpTlsOptions()) return;
        yaml.Mapping("tls_config", () =>
        {
            tls.Ca?.Write(yaml, "ca");
            tls.Certificate?.Write(yaml, "cert");
            tls.Key?.Write(yaml, "key");
            yaml.ValueIfAny("server_name", tls.ServerName ?? "");
            yaml.Value("insecure_skip_verify", tls.SkipVerify);
            var versions = Versions(tls.Versions);
            yaml.Value("min_version", versions[0]);
            yaml.Value("max_version", versions[^1]);
        });
    }

    private static void WriteProxy(YamlWriter yaml, HttpProxyOptions proxy)
    {
        if (proxy.Url is { } url) yaml.Value("proxy_url", HttpUrl.Shown(url));
        yaml.ValueIfAny("no_proxy", proxy.NoProxy);
        if (proxy.FromEnvironment) yaml.Value("proxy_from_environment", true);
    }

    private static void WriteHeaders(YamlWriter yaml, IReadOnlyList<HttpHeaderOptions> headers)
    {
        foreach (var header in headers)
        {
            yaml.Mapping(header.Name, () =>
            {
                yaml.List("values", header.Values);
                yaml.ListIfAny("secrets", [.. header.Secrets.OfType<WrittenSecret>().Select(secret => secret.Value.ToString())]);
                yaml.ListIfAny("files", [.. header.Secrets.OfType<SecretFile>().Select(file => file.File)]);
            });
        }
    }

#pragma warning disable SYSLIB0039, CA5397 // names of old versions only
    private static List<string> Versions(SslProtocols versions) =>
    [
        .. new[] { (SslProtocols.Tls, "TLS10"), (SslProtocols.Tls11, "TLS11"), (SslProtocols.Tls12, "TLS12"), (SslProtocols.Tls13, "TLS13") }
            .Where(version => versions.HasFlag(version.Item1)).Select(version => version.Item2),
    ];
#pragma warning restore SYSLIB0039, CA5397
}
