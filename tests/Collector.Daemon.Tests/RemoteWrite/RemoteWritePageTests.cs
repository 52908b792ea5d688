using System.Net;
using System.Text.Json;
using Collector.Daemon.Tests.Reloading;
using Collector.Simulator;
using Collector.Testing.Http;
using Collector.Testing.RemoteWrite;

namespace Collector.Daemon.Tests.RemoteWrite;

/// <summary><c>/api/v1/remote_write</c> of the whole daemon.</summary>
public sealed class RemoteWritePageTests
{
    [Fact]
    public async Task It_says_what_was_lost_of_which_device_and_when()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 2, Interfaces = 2, BaseAddress = IPAddress.Parse("127.62.5.1") });
        await using var receiver = await WriteReceiver.StartAsync(_ => WriteAnswer.Status(400, "out of bounds"));
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await using var daemon = await RunningDaemon.StartAsync($$"""
            defaults: { interval: 500ms, timeout: 200ms, retries: 1, modules: [if_mib] }
            targets: { static: [ { targets: ["{{fleet.Endpoint(0)}}", "{{fleet.Endpoint(1)}}"] } ] }
            remote_write: [ { name: refusing, url: "http://user:s3cret@{{receiver.Endpoint}}/api/v1/write", queue_config: { batch_send_deadline: 100ms }, metadata_config: { send: false } } ]
            """);
        await receiver.WaitForAsync(4);

        using var page = await UntilLostAsync(daemon, $"{fleet.Endpoint(1)}");
        var endpoint = Assert.Single(page.RootElement.GetProperty("endpoints").EnumerateArray());
        Assert.Equal(("refusing", $"http://user:xxxxx@{receiver.Endpoint}/api/v1/write"), (endpoint.GetProperty("name").GetString(), endpoint.GetProperty("url").GetString()));
        Assert.Equal((0, 0), (endpoint.GetProperty("samples").GetInt64(), endpoint.GetProperty("losses_forgotten").GetInt64()));
        var loss = Assert.Single(endpoint.GetProperty("losses").EnumerateArray());
        Assert.Equal((fleet.Endpoint(1).ToString(), "refused"), (loss.GetProperty("instance").GetString(), loss.GetProperty("reason").GetString()));
        Assert.True(loss.GetProperty("samples").GetInt64() > 10);
        Assert.InRange(loss.GetProperty("from").GetDateTimeOffset(), before, loss.GetProperty("to").GetDateTimeOffset());
        Assert.DoesNotContain("s3cret", page.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Contains("send: false", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_endpoints_there_are_none()
    {
        await using var daemon = await RunningDaemon.StartAsync("targets: { static: [] }");

        Assert.Equal("{\"endpoints\":[]}", await daemon.Http.GetStringAsync("/api/v1/remote_write"));
    }

    private static async Task<JsonDocument> UntilLostAsync(RunningDaemon daemon, string instance)
    {
        return JsonDocument.Parse(await daemon.Http.UntilPageAsync($"/api/v1/remote_write?instance={Uri.EscapeDataString(instance)}", json =>
        {
            using var page = JsonDocument.Parse(json);
            return page.RootElement.GetProperty("endpoints")[0].GetProperty("losses").GetArrayLength() > 0;
        }));
    }
}
