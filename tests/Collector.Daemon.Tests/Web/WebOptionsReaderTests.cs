using System.Net.Security;
using System.Security.Authentication;
using Collector.Daemon.Web;
using Collector.Pipeline.Configuration;
using Collector.Testing;

namespace Collector.Daemon.Tests.Web;

/// <summary>What a web configuration file may say, and what is said about one that is wrong: the rules of exporter-toolkit.</summary>
public sealed class WebOptionsReaderTests : IDisposable
{
    private const string Tls = "tls_server_config: { cert: x, key: y";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_is_plain_HTTP_for_everybody()
    {
        var options = Read("", out var problems);
        Assert.Equal("is empty", Assert.Single(problems).Message);
        Assert.False(problems.HasErrors);
        Assert.Null(options.Tls);
        Assert.Empty(options.Users);
    }

    [Fact]
    public void Everything_that_it_may_say_is_read()
    {
        _folder.Write("ca.pem", "-");
        var options = Read("""
            tls_server_config:
              cert: inline
              key: inline
              client_ca_file: ca.pem
              client_auth_type: RequireAndVerifyClientCert
              client_allowed_sans: [prometheus.example.net]
              min_version: TLS12
              max_version: TLS12
              cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305]
              prefer_server_cipher_suites: true
            http_server_config:
              http2: false
              headers: { X-Frame-Options: deny, Strict-Transport-Security: max-age=1 }
            basic_auth_users:
              noc: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
            rate_limit: { interval: 100ms, burst: 5 }
            """, out var problems);
        Assert.Empty(problems);
        Assert.Equal(ClientAuthType.RequireAndVerifyClientCert, options.Tls!.ClientAuth);
        Assert.Equal(_folder["ca.pem"], options.Tls.ClientAuthority!.File);
        Assert.Equal(SslProtocols.Tls12, options.Tls.Versions);
        Assert.Equal([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256], options.Tls.CipherSuites);
        Assert.False(options.Http2);
        Assert.Equal("deny", options.Headers["x-frame-options"]);
        Assert.Equal(["noc"], options.Users.Keys);
        Assert.Equal((TimeSpan.FromMilliseconds(100), 5), (options.RateInterval, options.RateBurst));
    }

    [Theory]
    [InlineData("tls_server_config: { cert: x }", "missing one of key or key_file")]
    [InlineData("tls_server_config: { key: x }", "missing one of cert or cert_file")]
    [InlineData("tls_server_config: { client_auth_type: RequireAnyClientCert }", "missing one of cert or cert_file")]
    [InlineData(Tls + ", client_auth_type: Sometimes }", "invalid ClientAuth: Sometimes")]
    [InlineData(Tls + ", client_ca: z }", "without a client auth policy")]
    [InlineData(Tls + ", client_auth_type: RequireAndVerifyClientCert }", "needs one of client_ca")]
    [InlineData(Tls + ", client_allowed_sans: [a] }", "client_allowed_sans needs")]
    [InlineData(Tls + ", cert_file: nowhere.pem }", "cert_file: \"nowhere.pem\" stands for ")]
    [InlineData(Tls + ", cipher_suites: [TLS_RSA_WITH_RC4_128_SHA] }", "unknown cipher: TLS_RSA_WITH_RC4_128_SHA")]
    [InlineData(Tls + ", curve_preferences: [CurveP257] }", "unknown curve: CurveP257")]
    [InlineData(Tls + ", min_version: TLS13, max_version: TLS12 }", "max_version is lower")]
    [InlineData("http_server_config: { headers: { Server: x } }", "HTTP header \"Server\" can not be configured")]
    [InlineData("http_server_config: { headers: { X-Frame-Options: maybe } }", "invalid value for X-Frame-Options")]
    [InlineData("basic_auth_users: { noc: s3cret }", "is no bcrypt hash")]
    [InlineData("rate_limit: { interval: 1 }", "has no unit")]
    [InlineData("tls_config: {}", "unknown key \"tls_config\"")]
    public void What_is_wrong_is_said(string yaml, string message)
    {
        Read(yaml, out var problems);
        Assert.Contains(problems, problem => problem.Message.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", problems.ToString(), StringComparison.Ordinal);
    }

    private WebOptions Read(string yaml, out ConfigurationProblems problems)
    {
        problems = [];
        return WebOptionsReader.Read(_folder.Write("web.yml", yaml), problems);
    }
}
