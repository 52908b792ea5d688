using System.Net;
using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Secrets;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Pipeline.Tests.Http;

public sealed class HttpClientsTests
{
    [Fact]
    public async Task Basic_authentication_is_sent_and_we_say_who_we_are()
    {
        await using var server = await FakeHttpServer.StartAsync(Ok);
        await GetAsync(server, new HttpClientOptions { BasicAuth = new BasicAuthOptions(Written("me"), Written("p:w")) });
        Assert.Equal("Basic " + Convert.ToBase64String("me:p:w"u8), server.Received[0].Header("Authorization"));
        Assert.StartsWith("collector/", server.Received[0].Header("User-Agent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_file_counts_from_the_next_request_on()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("token", "one\n");
        await using var server = await FakeHttpServer.StartAsync(Ok);
        using var client = HttpClients.Create(new HttpClientOptions { Authorization = new AuthorizationOptions("Token", new SecretFile(file)) }, TimeProvider.System);
        await client.GetStringAsync(server.Url);
        folder.Write("token", "two");
        await client.GetStringAsync(server.Url);
        Assert.Equal(["Token one", "Token two"], server.Received.Select(request => request.Header("Authorization")));
        File.Delete(file);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(server.Url));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_no_header_can_hold_is_not_shown()
    {
        await using var server = await FakeHttpServer.StartAsync(Ok);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() =>
            GetAsync(server, new HttpClientOptions { Authorization = new AuthorizationOptions("Bearer", Written("c4na\nry")) }));
        Assert.DoesNotContain("c4na", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Configured_headers_are_sent()
    {
        await using var server = await FakeHttpServer.StartAsync(Ok);
        await GetAsync(server, new HttpClientOptions { Headers = [new HttpHeaderOptions("X-Scope-OrgID", ["a"], [Written("b")])] });
        Assert.Equal("a,b", server.Received[0].Header("X-Scope-OrgID").Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_on_the_same_server_keeps_the_credentials_and_one_to_another_server_does_not()
    {
        await using var other = await FakeHttpServer.StartAsync(Ok, address: "127.76.3.2");
        await using var server = await FakeHttpServer.StartAsync(http =>
        {
            if (http.Request.Path == "/") http.Response.Redirect("/next");
            else http.Response.Redirect(other.Url.AbsoluteUri);
            return Task.CompletedTask;
        });
        var options = new HttpClientOptions { Authorization = new AuthorizationOptions("Bearer", Written("t")), Headers = [new HttpHeaderOptions("X-Key", [], [Written("k")])] };
        Assert.Equal("ok", await GetAsync(server, options));
        Assert.Equal([("/", "Bearer t", "k"), ("/next", "Bearer t", "k")], server.Received.Select(request => (request.Path, request.Header("Authorization"), request.Header("X-Key"))));
        Assert.Equal(("", ""), (other.Received[0].Header("Authorization"), other.Received[0].Header("X-Key")));
    }

    [Fact]
    public async Task A_redirect_that_is_not_to_be_followed_is_the_answer()
    {
        await using var server = await FakeHttpServer.StartAsync(http => { http.Response.Redirect("/next"); return Task.CompletedTask; });
        using var client = HttpClients.Create(new HttpClientOptions { FollowRedirects = false }, TimeProvider.System);
        using var response = await client.GetAsync(server.Url);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using var server = await FakeHttpServer.StartAsync(http => { http.Response.Redirect("/"); return Task.CompletedTask; });
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server, new HttpClientOptions()));
        Assert.Equal(11, server.Received.Count);
    }

    [Fact]
    public async Task A_post_is_repeated_where_307_sends_it_and_not_where_302_does()
    {
        await using var server = await FakeHttpServer.StartAsync(http =>
        {
            http.Response.StatusCode = http.Request.Path == "/a" ? 307 : http.Request.Path == "/b" ? 302 : 200;
            if (http.Response.StatusCode != 200) http.Response.Headers.Location = "/next";
            return Task.CompletedTask;
        });
        using var client = HttpClients.Create(new HttpClientOptions(), TimeProvider.System);
        using var kept = await client.PostAsync(new Uri(server.Url, "a"), new ByteArrayContent("body"u8.ToArray()));
        using var lost = await client.PostAsync(new Uri(server.Url, "b"), new ByteArrayContent("body"u8.ToArray()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (kept.StatusCode, lost.StatusCode));
        Assert.Equal(["/a", "/next", "/b"], server.Received.Select(request => request.Path));
        Assert.Equal("body", Encoding.UTF8.GetString(server.Received[1].Body));
    }

    [Fact]
    public async Task Name_and_password_in_a_url_are_sent_as_basic_authentication()
    {
        await using var server = await FakeHttpServer.StartAsync(Ok);
        using var client = HttpClients.Create(new HttpClientOptions(), TimeProvider.System);
        await client.GetStringAsync(new Uri($"http://me:p%40w@{server.Url.Authority}/"));
        Assert.Equal("Basic " + Convert.ToBase64String("me:p@w"u8), server.Received[0].Header("Authorization"));
    }

    [Fact]
    public async Task A_proxy_is_asked_unless_the_host_is_excepted()
    {
        await using var proxy = await FakeHttpServer.StartAsync(Ok, address: "127.76.3.3");
        var options = new HttpClientOptions { Proxy = new HttpProxyOptions { Url = proxy.Url } };
        using var client = HttpClients.Create(options, TimeProvider.System);
        Assert.Equal("ok", await client.GetStringAsync(new Uri("http://nowhere.invalid/x")));
        Assert.Equal("nowhere.invalid", proxy.Received[0].Header("Host"));
        await using var server = await FakeHttpServer.StartAsync(Ok);
        Assert.Equal("ok", await GetAsync(server, options with { Proxy = options.Proxy with { NoProxy = "127.0.0.0/8" } }));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_body_that_is_longer_than_agreed_is_an_error()
    {
        await using var server = await FakeHttpServer.StartAsync(http => http.Response.WriteAsync(new string('x', 1001)));
        using var client = HttpClients.Create(new HttpClientOptions(), TimeProvider.System);
        using var response = await client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead);
        await Assert.ThrowsAsync<HttpRequestException>(() => BoundedBody.ReadAsync(response, 1000, CancellationToken.None));
    }

    private static Task Ok(HttpContext http) => http.Response.WriteAsync("ok");

    private static WrittenSecret Written(string text) => new(Secret.From(text));

    private static async Task<string> GetAsync(FakeHttpServer server, HttpClientOptions options)
    {
        using var client = HttpClients.Create(options, TimeProvider.System);
        return await client.GetStringAsync(server.Url);
    }
}
