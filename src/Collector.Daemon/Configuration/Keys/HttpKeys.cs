using Collector.Pipeline.Http;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>Prometheus' <c>http_config</c>: keys that stand among those of whatever makes requests.</summary>
internal static class HttpKeys
{
    private static readonly KeyShape TlsVersion = KeyShape.Word(TlsVersions.Words);

    public static readonly ConfigurationSection Tls = new("tls_config",
    [
        ConfigurationKey.Secret("ca", "the system's", "who signs the server's certificate, PEM") with { Example = "ca.pem" },
        ConfigurationKey.Secret("cert", ConfigurationKey.None, "the client's certificate, PEM; it needs its `key`") with { Beside = ["key"] },
        ConfigurationKey.Secret("key", ConfigurationKey.None, "the certificate's key, PEM") with { Beside = ["cert"] },
        new("server_name", KeyShape.Text, "the URL's", "tsdb.example.net", "the name that the server's certificate has to have"),
        new("insecure_skip_verify", KeyShape.Switch, "false", "false", "take any certificate"),
        new("min_version", TlsVersion, "TLS12", "TLS12", "the oldest version"),
        new("max_version", TlsVersion, "TLS13", "TLS13", "the newest version"),
    ]);

    public static readonly ConfigurationSection BasicAuth = new("basic_auth",
    [
        ConfigurationKey.Secret("username", ConfigurationKey.None, "the user's name"),
        ConfigurationKey.Secret("password", ConfigurationKey.None, "the password"),
    ]);

    public static readonly ConfigurationSection Authorization = new("authorization",
    [
        new("type", KeyShape.Text, "Bearer", "Token", "the scheme; `basic` is written as `basic_auth`"),
        ConfigurationKey.Secret("credentials", ConfigurationKey.None, "what stands behind the scheme"),
    ]);

    private static readonly ConfigurationKey TlsConfig = new("tls_config", KeyShape.Of(Tls), ConfigurationKey.None, "{ server_name: tsdb.example.net }", "TLS of the client");

    private static readonly ConfigurationKey[] Proxy =
    [
        new("proxy_url", KeyShape.Text, ConfigurationKey.None, "http://proxy.example.net:3128", "a proxy for all requests"),
        new("no_proxy", KeyShape.Text, ConfigurationKey.None, "10.0.0.0/8", "hosts and networks that are asked directly, with commas between them; needs `proxy_url`") { Beside = ["proxy_url"] },
        new("proxy_from_environment", KeyShape.Switch, "false", "false", "take `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`"),
        new("proxy_connect_header", KeyShape.Text, ConfigurationKey.None, "~", "refused: it cannot be sent"),
    ];

    public static readonly ConfigurationSection OAuth2 = new("oauth2",
    [
        new("client_id", KeyShape.Text, ConfigurationKey.Required, "collector", "who asks"),
        ConfigurationKey.Secret("client_secret", ConfigurationKey.None, "its secret"),
        new("token_url", KeyShape.Text, ConfigurationKey.Required, "https://id.example.net/token", "where tokens come from"),
        new("scopes", KeyShape.Texts, ConfigurationKey.None, "[write]", "what the token is to be good for"),
        new("endpoint_params", KeyShape.NamesOf(KeyShape.Text), ConfigurationKey.None, "{ audience: tsdb }", "further parameters of the request"),
        TlsConfig,
        .. Proxy,
    ]);

    public static readonly ConfigurationSection Header = new("http_headers",
    [
        new("values", KeyShape.Texts, ConfigurationKey.None, "[ams1]", "texts that are shown wherever the configuration is"),
        new("secrets", KeyShape.Texts, ConfigurationKey.None, "[s3cret]", "texts that are never shown"),
        new("files", KeyShape.Paths, ConfigurationKey.None, "[header.txt]", "files whose content is the value"),
    ]);

    public static readonly ConfigurationSection Client = new("HTTP clients",
    [
        new("basic_auth", KeyShape.Of(BasicAuth), ConfigurationKey.None, "{ username: collector, password: s3cret }", "user name and password"),
        new("authorization", KeyShape.Of(Authorization), ConfigurationKey.None, "{ type: Token, credentials: s3cret }", "a header `Authorization`"),
        new("oauth2", KeyShape.Of(OAuth2), ConfigurationKey.None, "{ client_id: collector, client_secret: s3cret, token_url: 'https://id.example.net/token' }", "client credentials of OAuth 2"),
        ConfigurationKey.Secret("bearer_token", ConfigurationKey.None, "the older form of `authorization`"),
        TlsConfig,
        .. Proxy,
        new("follow_redirects", KeyShape.Switch, "true", "true", "a redirect to another server does not get the credentials"),
        new("enable_http2", KeyShape.Switch, "true; false for `remote_write`", "false", "HTTP/2 where the server has it"),
        new("http_headers", KeyShape.NamesOf(KeyShape.Of(Header)), ConfigurationKey.None, "{ X-Scope-OrgID: { values: [ams1] } }", "further headers"),
    ]);
}
