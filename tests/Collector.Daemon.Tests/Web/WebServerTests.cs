using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Microsoft.AspNetCore.Builder;

namespace Collector.Daemon.Tests.Web;

/// <summary>The daemon behind a web configuration file, asked over real connections.</summary>
public sealed class WebServerTests : IDisposable
{
    private const string Users = "basic_auth_users: { noc: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW }"; // U*U

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_has_no_password_or_a_wrong_one_is_not_let_in()
    {
        await using var host = await StartAsync(Users);
        foreach (var credentials in new[] { null, "noc:wrong", "nobody:U*U", "noc", "noc:U*U:" })
        {
            using var refused = await GetAsync(host, credentials);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Basic", refused.Headers.WwwAuthenticate.ToString());
        }

        for (var time = 0; time < 2; time++) // the second answer is a remembered one
        {
            using var answer = await GetAsync(host, "noc:U*U");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_changed_file_counts_from_the_next_request_on_and_a_broken_one_lets_nobody_in()
    {
        await using var host = await StartAsync("http_server_config: { headers: { X-Frame-Options: deny } }");
        using (var answer = await GetAsync(host)) Assert.Equal("deny", answer.Headers.GetValues("X-Frame-Options").Single());
        _folder.Write("web.yml", Users + " # now with a password");
        using (var answer = await GetAsync(host)) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        _folder.Write("web.yml", "basic_auth_users: { noc: s3cret }");
        using (var answer = await GetAsync(host))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.DoesNotContain("s3cret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_requests_than_the_rate_allows_are_refused()
    {
        await using var host = await StartAsync("rate_limit: { interval: 1h, burst: 2 }");
        var codes = new List<HttpStatusCode>();
        for (var request = 0; request < 3; request++)
        {
            using var answer = await GetAsync(host);
            codes.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], codes);
    }

    [Fact]
    public async Task TLS_is_served_and_a_renewed_certificate_is_the_next_handshakes()
    {
        await using var host = await StartAsync(TlsYaml(""));
        Assert.Equal("https", CollectorHost.AddressOf(host).Scheme);
        Assert.Equal("CN=127.0.0.1", await SubjectAsync(host));
        using var renewed = _authority.Issue("renewed", ["127.0.0.1"]);
        TestAuthority.WritePem(renewed, _folder, "server");
        File.SetLastWriteTimeUtc(_folder["server.pem"], DateTime.UtcNow.AddSeconds(5)); // later than the first, however fast this test
        Assert.Equal("CN=renewed", await SubjectAsync(host));
    }

    [Fact]
    public async Task Behind_links_that_Kubernetes_swaps_are_other_users_and_another_certificate()
    {
        Fill("1", "127.0.0.1", "http_server_config: { headers: { X-Frame-Options: deny } }");
        Fill("2", "renewed", Users);
        Directory.CreateSymbolicLink(_folder["..data"], _folder["1"]);
        foreach (var name in new[] { "server.pem", "server.key", "web.yml" }) File.CreateSymbolicLink(_folder[name], Path.Join("..data", name));
        await using var host = await StartAsync();
        Assert.Equal("CN=127.0.0.1", await SubjectAsync(host));

        Directory.Delete(_folder["..data"]);
        Directory.CreateSymbolicLink(_folder["..data"], _folder["2"]);

        using var answer = await GetAsync(host);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("CN=renewed", await SubjectAsync(host, "noc:U*U"));

        void Fill(string folder, string subject, string more)
        {
            using var certificate = _authority.Issue(subject, ["127.0.0.1"]);
            TestAuthority.WritePem(certificate, _folder, $"{folder}/server");
            _folder.Write($"{folder}/web.yml", "tls_server_config: { cert_file: server.pem, key_file: server.key }\n" + more);
        }
    }

    [Theory] // Prometheus speaks HTTP/2 wherever there is TLS
    [InlineData("metrics", "")]
    [InlineData("metrics", "gzip")]
    [InlineData("metrics?site=none", "")]
    [InlineData("metrics/collector", "gzip")]
    [InlineData("targets", "")]
    [InlineData("api/v1/targets", "")]
    [InlineData("api/v1/inventory?format=csv", "")]
    [InlineData("docs/", "")]
    [InlineData("config", "")]
    public async Task Every_page_is_whole_over_HTTP_2(string path, string encoding)
    {
        await using var host = await StartAsync(TlsYaml(""));
        using var http = Client(null, (_, _) => { });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(CollectorHost.AddressOf(host), path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("Accept-Encoding", encoding);

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task Clients_need_a_certificate_of_the_authority_with_an_allowed_name()
    {
        _folder.Write("ca.pem", _authority.Pem);
        await using var host = await StartAsync(TlsYaml(", client_ca_file: ca.pem, client_auth_type: RequireAndVerifyClientCert, client_allowed_sans: [prometheus.test]"));
        using var other = new TestAuthority("other");
        using var allowed = _authority.Issue("p", ["prometheus.test"]);
        using var unnamed = _authority.Issue("q", ["grafana.test"]);
        using var foreign = other.Issue("p", ["prometheus.test"]);
        using (var answer = await GetAsync(host, client: allowed)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var refused in new[] { null, unnamed, foreign }) await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(host, client: refused));
    }

    private string TlsYaml(string more)
    {
        using var certificate = _authority.Issue("127.0.0.1");
        TestAuthority.WritePem(certificate, _folder, "server");
        return $"tls_server_config: {{ cert_file: server.pem, key_file: server.key{more} }}";
    }

    private Task<WebApplication> StartAsync(string yaml)
    {
        _folder.Write("web.yml", yaml);
        return StartAsync();
    }

    private async Task<WebApplication> StartAsync()
    {
        var options = new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], WebConfigFile = _folder["web.yml"] };
        var host = CollectorHost.Create(CollectorConfiguration.BuiltIn(options));
        await host.StartAsync();
        return host;
    }

    private async Task<HttpResponseMessage> GetAsync(WebApplication host, string? credentials = null, X509Certificate2? client = null)
    {
        using var http = Client(client, (_, _) => { });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(CollectorHost.AddressOf(host), "-/healthy"));
        if (credentials is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await http.SendAsync(request);
    }

    private async Task<string> SubjectAsync(WebApplication host, string credentials = "")
    {
        var subject = "";
        using var http = Client(null, (_, certificate) => subject = certificate.Subject);
        if (credentials.Length > 0) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        await http.GetStringAsync(new Uri(CollectorHost.AddressOf(host), "-/healthy"));
        return subject;
    }

    private HttpClient Client(X509Certificate2? client, Action<object, X509Certificate> seen) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = client is null ? null : [client],
            RemoteCertificateValidationCallback = (sender, certificate, _, _) =>
            {
                seen(sender, certificate!);
                using var chain = new X509Chain();
                chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(_authority.Certificate);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return chain.Build((X509Certificate2)certificate!);
            },
        },
    });
}
