using Collector.Pipeline.Http;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Targets.Lists;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Pipeline.Tests.Targets.Lists;

public sealed class HttpTargetListTests
{
    // As NetBox's plugin for Prometheus writes it.
    private const string NetBox = """
        [{"targets": ["sw1.ams"], "labels": {"__meta_netbox_status": "active", "__meta_netbox_model": "Device", "__meta_netbox_name": "sw1.ams", "__meta_netbox_id": "1",
          "__meta_netbox_site": "Amsterdam", "__meta_netbox_site_slug": "ams", "__meta_netbox_primary_ip": "192.0.2.1", "__meta_netbox_custom_field_snmp": "", "site": "ams1"}},
         {"targets": ["sw2.ams", "sw3.ams"]}]
        """;

    [Fact]
    public async Task A_list_is_asked_for_as_Prometheus_asks()
    {
        await using var server = await FakeHttpServer.StartAsync(http => JsonAsync(http, NetBox));
        var groups = await FetchAsync(server);
        Assert.Equal(["sw1.ams", "sw2.ams", "sw3.ams"], groups.SelectMany(group => group.Targets).Select(target => target.Text));
        Assert.Equal("192.0.2.1", groups[0].Labels.Single(label => label.Name == "__meta_netbox_primary_ip").Value);
        Assert.All(groups, group => Assert.Contains(group.Labels, label => label.Name == "__meta_url" && label.Value == server.Url.AbsoluteUri));
        var request = server.Received[0];
        Assert.Equal(("GET", "application/json", "90"), (request.Method, request.Header("Accept"), request.Header("X-Prometheus-Refresh-Interval-Seconds")));
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=utf-8", true)]
    [InlineData("application/json;charset=\"UTF-8\"", true)]
    [InlineData("application/json; charset=latin1", false)]
    [InlineData("application/json; version=1", false)]
    [InlineData("text/plain", false)]
    [InlineData("", false)]
    public async Task Only_json_counts(string type, bool counts)
    {
        await using var server = await FakeHttpServer.StartAsync(http => JsonAsync(http, "[]", type));
        if (counts) Assert.Empty(await FetchAsync(server));
        else await Assert.ThrowsAsync<TargetListException>(() => FetchAsync(server));
    }

    [Theory]
    [InlineData(201, "[]", "the server answers 201")]
    [InlineData(503, "", "the server answers 503")]
    [InlineData(200, "{}", "not a list of targets: expected a JSON array")]
    [InlineData(200, "[null]", "group 0 is not an object")]
    [InlineData(200, "[{\"targets\": [1]}]", "group 0: a target is not a string")]
    [InlineData(200, "[{\"targets\": [], \"label\": {}}]", "group 0 has a field \"label\" that is neither targets nor labels")]
    [InlineData(200, "[{\"labels\": {\"a-b\": \"x\"}}]", "group 0: \"a-b\" is not a label name")]
    [InlineData(200, "[{\"labels\": {\"a\": 5}}]", "group 0: the value of a is not a string")]
    [InlineData(200, "[{\"targets\": [\"a\"]}] x", "not a list of targets in JSON: ")]
    [InlineData(200, "[[[[[[]]]]]]", "not a list of targets in JSON: ")]
    public async Task Anything_else_is_refused_with_a_reason(int status, string body, string reason)
    {
        await using var server = await FakeHttpServer.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            return JsonAsync(http, body);
        });
        var refused = await Assert.ThrowsAsync<TargetListException>(() => FetchAsync(server));
        Assert.StartsWith(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_ends_is_given_up_after_the_interval()
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        await using var server = await FakeHttpServer.StartAsync(http =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        });
        using var list = new HttpTargetList(new HttpListOptions { Url = server.Url, RefreshInterval = TimeSpan.FromSeconds(5) }, time);
        var fetch = list.FetchAsync(CancellationToken.None);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("no answer in time", (await Assert.ThrowsAsync<TargetListException>(() => fetch)).Message);
    }

    [Fact]
    public async Task No_reason_shows_a_secret()
    {
        var options = new HttpListOptions
        {
            Url = new Uri("http://u:c4nary@127.0.0.1:9/x"),
            RefreshInterval = TimeSpan.FromSeconds(60),
            Client = new HttpClientOptions { BasicAuth = new BasicAuthOptions(null, new WrittenSecret(Secret.From("c4nary"))) },
        };
        using var list = new HttpTargetList(options, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<TargetListException>(() => list.FetchAsync(CancellationToken.None));
        Assert.DoesNotContain("c4nary", $"{refused} {options} {options.Name}", StringComparison.Ordinal);
    }

    private static Task JsonAsync(HttpContext http, string body, string type = "application/json")
    {
        if (type.Length > 0) http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    }

    private static async Task<IReadOnlyList<TargetGroup>> FetchAsync(FakeHttpServer server)
    {
        using var list = new HttpTargetList(new HttpListOptions { Url = server.Url, RefreshInterval = TimeSpan.FromSeconds(90) }, TimeProvider.System);
        return await list.FetchAsync(CancellationToken.None);
    }
}
