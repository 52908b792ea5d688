using System.Security.Authentication;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Secrets;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Pipeline.Tests.Http;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_server_is_trusted_by_its_authority_only()
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = await FakeHttpServer.StartAsync(Ok, certificate);
        Assert.Equal("ok", await GetAsync(server, Trusting()));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server, new HttpTlsOptions()));
        Assert.Equal("ok", await GetAsync(server, new HttpTlsOptions { SkipVerify = true }));
    }

    [Theory]
    [InlineData(true, "HTTP/2")]
    [InlineData(false, "HTTP/1.1")]
    public async Task Http2_is_offered_unless_it_is_off(bool enabled, string protocol)
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = await FakeHttpServer.StartAsync(Ok, certificate);
        using var client = HttpClients.Create(new HttpClientOptions { Tls = Trusting(), EnableHttp2 = enabled }, TimeProvider.System);
        await client.GetStringAsync(server.Url);
        Assert.Equal(protocol, server.Received[0].Protocol);
    }

    [Fact]
    public async Task A_server_may_be_expected_under_another_name()
    {
        using var certificate = _authority.Issue("tsdb.example");
        await using var server = await FakeHttpServer.StartAsync(Ok, certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server, Trusting()));
        Assert.Equal("ok", await GetAsync(server, Trusting() with { ServerName = "tsdb.example" }));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server, Trusting() with { ServerName = "other.example" }));
        Assert.Equal("HTTP/2", server.Received[0].Protocol);
    }

    [Fact]
    public async Task A_certificate_that_was_replaced_is_shown_from_the_next_request_on()
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = await FakeHttpServer.StartAsync(Ok, certificate, clientCertificates: true);
        var tls = Trusting() with { Certificate = new SecretFile(_folder["own.pem"]), Key = new SecretFile(_folder["own.key"]) };
        using var client = HttpClients.Create(new HttpClientOptions { Tls = tls }, TimeProvider.System);
        foreach (var name in new[] { "one", "two" })
        {
            using var own = _authority.Issue(name);
            TestAuthority.WritePem(own, _folder, "own");
            await client.GetStringAsync(server.Url);
            await client.GetStringAsync(server.Url);
        }

        Assert.Equal(["CN=one", "CN=one", "CN=two", "CN=two"], server.Received.Select(request => request.ClientCertificate));
        _folder.Write("own.key", "c4nary");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(server.Url));
        Assert.DoesNotContain("c4nary", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_server_does_not_have_is_not_agreed_on()
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = await FakeHttpServer.StartAsync(Ok, certificate);
        Assert.Equal("ok", await GetAsync(server, Trusting() with { Versions = SslProtocols.Tls12 }));
    }

    private HttpTlsOptions Trusting() => new() { Ca = new WrittenSecret(Secret.From(_authority.Pem)) };

    private static Task Ok(HttpContext http) => http.Response.WriteAsync("ok");

    private static async Task<string> GetAsync(FakeHttpServer server, HttpTlsOptions tls)
    {
        using var client = HttpClients.Create(new HttpClientOptions { Tls = tls }, TimeProvider.System);
        return await client.GetStringAsync(server.Url);
    }
}
