using System.Collections.Concurrent;
using Collector.Daemon.Tests.Reloading;
using Collector.Grpc;
using Collector.Grpc.Server;
using Collector.Simulator;
using Collector.Testing;
using Collector.Testing.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Tests.Otlp;

/// <summary>What is pushed is what the page has, and no receiver holds up a poll. The receivers are a web server and a gRPC server of ours, which take the messages apart by their field numbers.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task By_http_the_receiver_has_the_numbers_of_the_page()
    {
        var pushed = new ConcurrentQueue<(string Path, string? Authorization, byte[] Body)>();
        await using var receiver = await StartReceiverAsync(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            pushed.Enqueue((http.Request.Path, http.Request.Headers.Authorization, body.ToArray()));
        });
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 2, Interfaces = 5 });
        await using var daemon = await RunningDaemon.StartAsync(
            $$"""
            otlp: { endpoint: "{{receiver.Urls.Single()}}", protocol: http/protobuf, interval: 1s, authorization: "Bearer c4nary, with=odd characters" }
            {{Targets(fleet)}}
            """);

        await daemon.Http.UntilSamplesAsync("/metrics/collector", own => own.GetValueOrDefault("collector_polls_finished_total{outcome=\"answered\"}") >= 4);
        var before = pushed.Count;
        await Patience.UntilAsync(() => pushed.Count >= before + 2); // one of them was made since then
        var (path, authorization, body) = pushed.Last();
        Assert.Equal(("/v1/metrics", "Bearer c4nary, with=odd characters"), (path, authorization));
        var (resource, metrics) = PushedMetrics.Read(body);
        Assert.Equal("collector", resource["service.name"]);
        var page = await daemon.Http.SamplesAsync("/metrics/collector");
        var names = page.Keys.Select(FamilyOf).ToHashSet(StringComparer.Ordinal);
        Assert.True(metrics.Count > 70, $"{metrics.Count}");
        Assert.All(metrics, metric => Assert.Contains(NameOnPage(metric), names));
        var missing = names.Except(metrics.Select(NameOnPage)).ToList();
        Assert.DoesNotContain(missing, name => name is not ("collector_instruments_failed_total" or "snmp_collection_duration_seconds")); // nothing has happened to these
        foreach (var name in (string[])["collector.targets", "collector.lane_targets", "collector.snmp.receive_buffer", "collector.store.series", "collector.config.reloads", "collector.lane_mailbox_capacity"])
        {
            var metric = metrics.Single(metric => metric.Name == name);
            foreach (var (attributes, value) in metric.Points) Assert.Equal(page[NameOnPage(metric) + (attributes.Length > 0 ? $"{{{attributes}}}" : "")], value);
        }

        Assert.InRange(metrics.Single(metric => metric.Name == "collector.poll.time").Points[""], 1, page["collector_poll_time_seconds_count"]);
        Assert.DoesNotContain("c4nary", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_grpc_as_well()
    {
        var pushed = new ConcurrentQueue<byte[]>();
        await using var receiver = await GrpcServer.StartAsync(new GrpcServerOptions
        {
            Methods = new Dictionary<string, GrpcHandler>
            {
                ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"] = GrpcHandlers.Unary((request, call) =>
                {
                    Assert.Equal("network, of the north", call.Headers.GetValue("x-scope-orgid"));
                    pushed.Enqueue(request.ToArray());
                    return Task.FromResult<ReadOnlyMemory<byte>>(Array.Empty<byte>());
                }),
            },
        });
        await using var daemon = await RunningDaemon.StartAsync($$"""
            snmp: { lanes: 1 }
            otlp: { endpoint: "http://{{receiver.Address}}", interval: 1s, headers: { X-Scope-OrgID: "network, of the north" } }
            """);
        await daemon.Http.UntilSamplesAsync("/metrics/collector", own => own.GetValueOrDefault("collector_otlp_exports_total{outcome=\"succeeded\"}") >= 2);
        Assert.Contains(PushedMetrics.Read(pushed.Last()).Metrics, metric => metric is { Name: "collector.otlp.exports", IsCounter: true });
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("refuses")]
    [InlineData("hangs")]
    public async Task A_receiver_that_does_not_take_it_is_counted_said_once_and_holds_up_nobody(string kind)
    {
        await using var receiver = await StartReceiverAsync(http =>
        {
            http.Response.StatusCode = 400;
            return kind == "hangs" ? Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;
        });
        var endpoint = kind == "closed" ? "http://127.0.0.1:9" : receiver.Urls.Single();
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 2, Interfaces = 5 });
        var daemon = await RunningDaemon.StartAsync($$"""
            otlp: { endpoint: "{{endpoint}}", protocol: http/protobuf, interval: 1s, timeout: 500ms }
            {{Targets(fleet)}}
            """);
        var page = await daemon.Http.UntilSamplesAsync("/metrics/collector", own =>
            own["collector_otlp_exports_total{outcome=\"failed\"}"] >= 3 && own["collector_polls_finished_total{outcome=\"answered\"}"] >= 6); // polls go on
        Assert.Equal(0, page["collector_otlp_exports_total{outcome=\"succeeded\"}"]);
        Assert.Equal(1, page["collector_log_lines_total{level=\"warn\"}"]);
        var stopping = daemon.DisposeAsync().AsTask();
        await stopping.WaitAsync(Patience.Limit);
    }

    private static string Targets(SimulatedFleet fleet) => $$"""
        snmp: { lanes: 1 }
        defaults: { interval: 500ms, modules: [if_mib] }
        targets: { static: [ { targets: ["{{fleet.Endpoint(0)}}", "{{fleet.Endpoint(1)}}"] } ] }
        """;

    private static async Task<WebApplication> StartReceiverAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(handle);
        await app.StartAsync();
        return app;
    }

    /// <summary>As <c>CollectorMeter</c> says.</summary>
    private static string NameOnPage(PushedMetric metric)
    {
        var name = metric.Name.Replace('.', '_');
        var suffix = metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) name += suffix;
        return metric.IsCounter ? name + "_total" : name;
    }

    private static string FamilyOf(string series)
    {
        var name = series.Split('{')[0];
        foreach (var suffix in (string[])["_bucket", "_sum", "_count"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Contains("_seconds", StringComparison.Ordinal)) return name[..^suffix.Length];
        }

        return name;
    }
}
