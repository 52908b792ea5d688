using System.Net.Security;
using Collector.Daemon.Web.Passwords;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;

namespace Collector.Daemon.Web;

/// <summary>Reads a web configuration file: keys, words and rules of exporter-toolkit, strictly. An empty file is plain HTTP.</summary>
internal sealed class WebOptionsReader(string folder, ConfigurationProblems problems)
{
    private static readonly Dictionary<string, ClientAuthType> AuthTypes = Enum.GetValues<ClientAuthType>().ToDictionary(type => type.ToString(), StringComparer.Ordinal);

    /// <summary>What each header may say; null for anything.</summary>
    private static readonly Dictionary<string, string[]?> Headers = new(StringComparer.Ordinal)
    {
        ["Content-Security-Policy"] = null,
        ["X-Frame-Options"] = ["deny", "sameorigin"],
        ["X-Content-Type-Options"] = ["nosniff"],
        ["X-XSS-Protection"] = null,
        ["Strict-Transport-Security"] = null,
    };

    private static readonly string[] Curves = ["CurveP256", "CurveP384", "CurveP521", "X25519"];

    /// <param name="path">Of the file; names of files in it are relative to its folder.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static WebOptions Read(string path, ConfigurationProblems problems) => Read(NamedFile.Alone(path), problems);

    /// <inheritdoc cref="Read(string, ConfigurationProblems)"/>
    /// <param name="file">Named by somebody, who hears of it when it cannot be read.</param>
    public static WebOptions Read(NamedFile file, ConfigurationProblems problems) =>
        Read(YamlFile.Load(file, problems), Path.GetDirectoryName(Path.GetFullPath(file.Path))!, problems);

    /// <param name="document">What <see cref="YamlFile"/> made of a file.</param>
    /// <param name="folder">Names of files in it are relative to this one.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static WebOptions Read(YamlNode? document, string folder, ConfigurationProblems problems) =>
        MappingReader.OverDocument(document, problems) is { } root ? new WebOptionsReader(folder, problems).Read(root) : WebOptions.None;

    private WebOptions Read(MappingReader root)
    {
        var options = new WebOptions { Tls = root.Mapping("tls_server_config") is { } tls ? ReadTls(tls) : null, Users = ReadUsers(root) };
        if (root.Mapping("http_server_config") is { } http)
        {
            options = options with { Http2 = http.Bool("http2") ?? true, Headers = ReadHeaders(http) };
            http.RejectUnknown();
        }

        if (root.Mapping("rate_limit") is { } rate)
        {
            options = options with { RateInterval = rate.Duration("interval") ?? TimeSpan.Zero, RateBurst = rate.Int("burst", min: 0) ?? 0 };
            rate.RejectUnknown();
        }

        root.RejectUnknown();
        return options;
    }

    private WebTlsOptions? ReadTls(MappingReader tls)
    {
        var certificate = Pem(tls, "cert");
        var key = Pem(tls, "key");
        var authority = Pem(tls, "client_ca");
        var auth = ReadAuthType(tls);
        var read = new WebTlsOptions
        {
            Certificate = certificate ?? new PemText(null, Secret.From("")),
            Key = key ?? new PemText(null, Secret.From("")),
            ClientAuthority = authority,
            ClientAuth = auth ?? ClientAuthType.NoClientCert,
            ClientNames = [.. tls.Scalars("client_allowed_sans").Select(name => name.Text)],
            Versions = TlsVersions.Read(tls, problems),
            CipherSuites = ReadCipherSuites(tls),
        };
        _ = tls.Bool("prefer_server_cipher_suites"); // without an effect there too
        foreach (var curve in tls.Scalars("curve_preferences"))
        {
            if (!Curves.Contains(curve.Text)) problems.Error(curve.Position, $"unknown curve: {curve.Text}{NearestName.Hint(curve.Text, Curves)}");
            else problems.Warning(curve.Position, "curve_preferences has no effect here: the TLS library chooses");
        }

        tls.RejectUnknown();
        if (certificate is null && key is null && authority is null && auth is null) return null;
        if (certificate is null) problems.Error(tls.Position, "missing one of cert or cert_file");
        if (key is null) problems.Error(tls.Position, "missing one of key or key_file");
        var verifies = read.ClientAuth is ClientAuthType.VerifyClientCertIfGiven or ClientAuthType.RequireAndVerifyClientCert;
        if (authority is not null && read.ClientAuth == ClientAuthType.NoClientCert) problems.Error(tls.Position, "client CA's have been configured without a client auth policy");
        if (verifies && authority is null) problems.Error(tls.Position, $"{read.ClientAuth} needs one of client_ca or client_ca_file");
        if (read.ClientNames.Count > 0 && !verifies) problems.Error(tls.PositionOf("client_allowed_sans"), "client_allowed_sans needs a client_auth_type that verifies certificates");
        return read;
    }

    private ClientAuthType? ReadAuthType(MappingReader tls)
    {
        if (tls.Scalar("client_auth_type") is not { Text: not "" } written) return null;
        var word = written.Text == "RequireClientCert" ? nameof(ClientAuthType.RequireAnyClientCert) : written.Text;
        if (AuthTypes.TryGetValue(word, out var type)) return type;
        problems.Error(written.Position, $"invalid ClientAuth: {written.Text}{NearestName.Hint(written.Text, AuthTypes.Keys)}");
        return null;
    }

    private List<TlsCipherSuite> ReadCipherSuites(MappingReader tls)
    {
        var suites = new List<TlsCipherSuite>();
        foreach (var name in tls.Scalars("cipher_suites"))
        {
            // Go left the hash off two names at first, and still takes them.
            var full = name.Text.EndsWith("_CHACHA20_POLY1305", StringComparison.Ordinal) ? name.Text + "_SHA256" : name.Text;
            if (IsSecure(full) && Enum.TryParse<TlsCipherSuite>(full, out var suite) && Enum.IsDefined(suite)) suites.Add(suite);
            else problems.Error(name.Position, $"unknown cipher: {name.Text}");
        }

        return suites;
    }

    // Those that Go's crypto/tls calls secure: ephemeral keys and authenticated ciphers, and two with SHA-1 that are not broken.
    private static bool IsSecure(string suite) =>
        suite is "TLS_AES_128_GCM_SHA256" or "TLS_AES_256_GCM_SHA384" or "TLS_CHACHA20_POLY1305_SHA256"
        || suite.StartsWith("TLS_ECDHE_", StringComparison.Ordinal)
        && (suite.Contains("_GCM_", StringComparison.Ordinal) || suite.Contains("_CHACHA20_", StringComparison.Ordinal) || (suite.Contains("_AES_", StringComparison.Ordinal) && suite.EndsWith("_CBC_SHA", StringComparison.Ordinal)));

    private Dictionary<string, string> ReadHeaders(MappingReader http)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Mapping("headers")?.Entries() ?? [])
        {
            var text = new NodeReader(problems).String(value, name.Text) ?? "";
            if (!Headers.TryGetValue(name.Text, out var allowed)) problems.Error(name.Position, $"HTTP header \"{name.Text}\" can not be configured");
            else if (text.Length > 0 && allowed is not null && !allowed.Contains(text, StringComparer.OrdinalIgnoreCase)) problems.Error(value.Position, $"invalid value for {name.Text}. Expected one of: {string.Join(", ", allowed)}");
            else if (text.Any(char.IsControl)) problems.Error(value.Position, $"{name.Text}: a header has no control characters");
            else if (text.Length > 0) headers[name.Text] = text;
        }

        return headers;
    }

    private Dictionary<string, BcryptHash> ReadUsers(MappingReader root)
    {
        var users = new Dictionary<string, BcryptHash>(StringComparer.Ordinal);
        foreach (var (name, value) in root.Mapping("basic_auth_users")?.Entries() ?? [])
        {
            // What is written may be a password by mistake, and without a space behind the colon it is part of the name: so neither is shown then.
            if (value is YamlScalar scalar && BcryptHash.TryParse(scalar.Text, out var hash)) users[name.Text] = hash;
            else problems.Error(value.Position, $"basic_auth_users: what stands behind {(IsName(name.Text) ? name.Text : "the name")} is no bcrypt hash; htpasswd -nBC 10 NAME makes one");
        }

        return users;
    }

    private static bool IsName(string text) => text.Length <= 64 && text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or '@');

    private PemText? Pem(MappingReader tls, string key)
    {
        var inline = tls.Secret(key);
        var file = tls.Scalar($"{key}_file");
        if (file is { Text: not "" })
        {
            var named = NamedFile.In(folder, $"{key}_file", file);
            if (FileTrouble.Of(named.Path) is { } trouble) problems.Error(named.Position, named.Said(trouble));
            return new PemText(named.Path, null);
        }

        return inline is { IsEmpty: false } ? new PemText(null, inline) : null;
    }
}
