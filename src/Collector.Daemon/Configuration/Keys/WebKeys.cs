using Collector.Pipeline.Http;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>The file that <c>web_config</c> names, in the format that Prometheus' exporters share.</summary>
internal static class WebKeys
{
    private static readonly KeyShape Version = KeyShape.Word(TlsVersions.Words);

    public static readonly ConfigurationSection Tls = new("tls_server_config",
    [
        new("cert", KeyShape.Text, ConfigurationKey.None, "''", "the server's certificate with its intermediates, PEM"),
        new("cert_file", KeyShape.Path, ConfigurationKey.None, "server.pem", "the same in a file, which goes first") { Beside = ["key_file"] },
        new("key", KeyShape.Text, ConfigurationKey.None, "''", "the certificate's key, PEM"),
        new("key_file", KeyShape.Path, ConfigurationKey.None, "server.pem", "the same in a file") { Beside = ["cert_file"] },
        new("client_ca", KeyShape.Text, ConfigurationKey.None, "''", "who signs clients' certificates, PEM"),
        new("client_ca_file", KeyShape.Path, ConfigurationKey.None, "server.pem", "the same in a file") { Beside = ["cert_file", "key_file", "client_auth_type"] },
        new("client_auth_type", KeyShape.Word("NoClientCert", "RequestClientCert", "RequireAnyClientCert", "RequireClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert"), "NoClientCert", "RequireAndVerifyClientCert",
            "what is asked of clients") { Beside = ["cert_file", "key_file", "client_ca_file"] },
        new("client_allowed_sans", KeyShape.Texts, "any name", "[prometheus.example.net]", "one of these must be a name of the client's certificate") { Beside = ["cert_file", "key_file", "client_ca_file", "client_auth_type"] },
        new("min_version", Version, "TLS12", "TLS12", "the oldest version"),
        new("max_version", Version, "TLS13", "TLS13", "the newest version"),
        new("cipher_suites", KeyShape.Texts, "the platform's", "[TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]", "of TLS 1.2 and before, by Go's names"),
        new("prefer_server_cipher_suites", KeyShape.Switch, "true", "true", "no effect, nor has it in current versions of Go"),
        new("curve_preferences", KeyShape.ListOf(KeyShape.Word("CurveP256", "CurveP384", "CurveP521", "X25519")), ConfigurationKey.None, "[X25519]", "checked, without an effect"),
    ]);

    public static readonly ConfigurationSection Headers = new("http_server_config.headers",
    [
        .. new[] { ("Content-Security-Policy", "default-src 'self'"), ("X-Frame-Options", "deny"), ("X-Content-Type-Options", "nosniff"), ("X-XSS-Protection", "0"), ("Strict-Transport-Security", "max-age=31536000") }
            .Select(header => new ConfigurationKey(header.Item1, KeyShape.Text, ConfigurationKey.None, $"\"{header.Item2}\"", "as it is sent with every answer")),
    ]);

    public static readonly ConfigurationSection Http = new("http_server_config",
    [
        new("http2", KeyShape.Switch, "true", "false", "HTTP/2 over TLS"),
        new("headers", KeyShape.Of(Headers), ConfigurationKey.None, "{ X-Frame-Options: deny }", "headers of every answer; no others than these"),
    ]);

    public static readonly ConfigurationSection RateLimit = new("rate_limit",
    [
        new("interval", KeyShape.Duration(), "0s", "10ms", "one more request is let in each time; `0s` for no limit"),
        new("burst", KeyShape.Integer(0, int.MaxValue), "0", "100", "requests that may come at once"),
    ]);

    public static readonly ConfigurationSection Web = new("web.yml",
    [
        new("tls_server_config", KeyShape.Of(Tls), "plain HTTP", "{ cert_file: server.pem, key_file: server.pem }", "TLS, and who may come in by certificate"),
        new("http_server_config", KeyShape.Of(Http), ConfigurationKey.None, "{ http2: false }", "HTTP/2 and headers"),
        new("basic_auth_users", KeyShape.NamesOf(KeyShape.Text), "open to everybody", "{ prometheus: '$2y$04$j5NehX1zOAZ5EqINAwQgWuoOjOsyJs4Z5Ee4ROUJhkCCe3YMSQf3G' }", "names and their bcrypt hashes, as `htpasswd -nBC 10 NAME` makes them"),
        new("rate_limit", KeyShape.Of(RateLimit), "no limit", "{ interval: 10ms, burst: 100 }", "of all requests together"),
    ]);
}
