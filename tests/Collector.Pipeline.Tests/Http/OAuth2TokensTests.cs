using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Secrets;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Pipeline.Tests.Http;

public sealed class OAuth2TokensTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_token_is_fetched_once_and_again_before_it_expires()
    {
        var tokens = 0;
        await using var identity = await FakeHttpServer.StartAsync(http => http.Response.WriteAsync($"{{\"access_token\": \"t{++tokens}\", \"token_type\": \"bearer\", \"expires_in\": 60}}"));
        await using var server = await FakeHttpServer.StartAsync(http => http.Response.WriteAsync("ok"));
        using var client = Client(identity);
        await client.GetStringAsync(server.Url);
        await client.GetStringAsync(server.Url);
        _time.Advance(TimeSpan.FromSeconds(51));
        await client.GetStringAsync(server.Url);
        Assert.Equal(["Bearer t1", "Bearer t1", "Bearer t2"], server.Received.Select(request => request.Header("Authorization")));
        Assert.Equal("Basic " + Convert.ToBase64String("me:s%2Fecret"u8), identity.Received[0].Header("Authorization"));
        Assert.Equal("grant_type=client_credentials&scope=a+b&audience=x", Encoding.UTF8.GetString(identity.Received[0].Body));
    }

    [Fact]
    public async Task A_server_that_wants_the_secret_in_the_body_gets_it_there()
    {
        await using var identity = await FakeHttpServer.StartAsync(async http =>
        {
            if (http.Request.Headers.ContainsKey("Authorization")) http.Response.StatusCode = 401;
            else await http.Response.WriteAsync("{\"access_token\": \"t\"}");
        });
        await using var server = await FakeHttpServer.StartAsync(http => http.Response.WriteAsync("ok"));
        using var client = Client(identity);
        await client.GetStringAsync(server.Url);
        Assert.EndsWith("client_id=me&client_secret=s%2Fecret", Encoding.UTF8.GetString(identity.Received[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_not_used_again()
    {
        var tokens = 0;
        await using var identity = await FakeHttpServer.StartAsync(http => http.Response.WriteAsync($"{{\"access_token\": \"t{++tokens}\"}}"));
        await using var server = await FakeHttpServer.StartAsync(http =>
        {
            if (http.Request.Headers.Authorization == "Bearer t1") http.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        using var client = Client(identity);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(server.Url));
        await client.GetStringAsync(server.Url);
        Assert.Equal(2, tokens);
    }

    [Theory]
    [InlineData(200, "c4nary")]
    [InlineData(200, "{\"error\": \"c4nary\"}")]
    [InlineData(500, "c4nary")]
    public async Task An_answer_without_a_token_is_an_error_that_does_not_show_it(int status, string body)
    {
        await using var identity = await FakeHttpServer.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        });
        using var client = Client(identity);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("http://127.0.0.1:9/")));
        Assert.StartsWith("oauth2: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c4nary", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s/ecret", refused.ToString(), StringComparison.Ordinal);
    }

    private HttpClient Client(FakeHttpServer identity) => HttpClients.Create(
        new HttpClientOptions
        {
            OAuth2 = new OAuth2Options
            {
                ClientId = "me",
                ClientSecret = new WrittenSecret(Secret.From("s/ecret")),
                TokenUrl = identity.Url,
                Scopes = ["a", "b"],
                EndpointParams = new Dictionary<string, string>(StringComparer.Ordinal) { ["audience"] = "x" },
            },
        },
        _time);
}
