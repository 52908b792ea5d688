using System.Globalization;
using System.Net;
using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Simulator;
using Collector.Testing;

namespace Collector.Interop.Tests.Otlp;

/// <summary>What we push is read by a foreign receiver, over gRPC and over HTTP, whole and as the specification has it.</summary>
public sealed class OtlpReceiverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("grpc", "127.76.51.1")]
    [InlineData("http", "127.76.52.1")]
    public async Task A_push_is_read_to_the_last_field(string protocol, string address)
    {
        await using var receiver = await RealOtlpReceiver.StartAsync(address, "--refuse", "1");
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 3, Interfaces = 2, BaseAddress = IPAddress.Parse(address[..^1] + "16") });
        await using var collector = await StartAsync(protocol, receiver, fleet, address);

        var push = await receiver.TakenAsync();

        Assert.Equal(protocol, push.GetProperty("protocol").GetString());
        Assert.Equal("network, of the north", push.GetProperty("headers").GetProperty("x-scope-orgid").GetString());
        Assert.Equal(push.GetProperty("bytes").GetInt32(), push.GetProperty("known_bytes").GetInt32()); // no field that the messages do not have
        var resource = Assert.Single(push.GetProperty("request").GetProperty("resourceMetrics").EnumerateArray());
        Assert.Contains(resource.GetProperty("resource").GetProperty("attributes").EnumerateArray(), attribute => attribute.GetProperty("key").GetString() == "service.name" && attribute.GetProperty("value").GetProperty("stringValue").GetString() == "collector");
        var metrics = resource.GetProperty("scopeMetrics").EnumerateArray().SelectMany(scope => scope.GetProperty("metrics").EnumerateArray()).ToDictionary(metric => metric.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.True(metrics.Count > 70, $"{metrics.Count}");
        Assert.Equal(3, Number(Assert.Single(Points(metrics["collector.targets"], "gauge"))));
        CheckCounter(metrics["collector.snmp.requests"]);
        CheckHistogram(metrics["collector.poll.time"]);
        Assert.Equal(1, Failed(metrics["collector.otlp.exports"])); // the push that was refused
    }

    private Task<CollectorProgram> StartAsync(string protocol, RealOtlpReceiver receiver, SimulatedFleet fleet, string address) => CollectorProgram.StartAsync(_folder.Write("collector.yml", $$"""
        snmp: { lanes: 1 }
        defaults: { interval: 1s, modules: [if_mib] }
        otlp:
          endpoint: {{(protocol == "grpc" ? receiver.Grpc : receiver.Http)}}
          protocol: {{(protocol == "grpc" ? "grpc" : "http/protobuf")}}
          interval: 2s
          headers: { X-Scope-OrgID: "network, of the north" }
        targets: { static: [ { targets: [{{string.Join(", ", Enumerable.Range(0, 3).Select(device => $"\"{fleet.Endpoint(device)}\""))}}] } ] }
        """), IPAddress.Parse(address));

    /// <summary>A sum that only grows, since a start.</summary>
    private static void CheckCounter(JsonElement metric)
    {
        var sum = metric.GetProperty("sum");
        Assert.True(sum.GetProperty("isMonotonic").GetBoolean());
        Assert.Equal("AGGREGATION_TEMPORALITY_CUMULATIVE", sum.GetProperty("aggregationTemporality").GetString());
        foreach (var point in sum.GetProperty("dataPoints").EnumerateArray()) Assert.InRange(Long(point, "timeUnixNano") - Long(point, "startTimeUnixNano"), 1, 120_000_000_000);
        Assert.True(Points(metric, "sum").Sum(Number) >= 3, "each device was asked");
    }

    /// <summary>One bucket more than bounds, and as much in them as was counted.</summary>
    private static void CheckHistogram(JsonElement metric)
    {
        Assert.Equal("s", metric.GetProperty("unit").GetString());
        var point = Assert.Single(Points(metric, "histogram"));
        var (buckets, bounds) = (point.GetProperty("bucketCounts").EnumerateArray().ToArray(), point.GetProperty("explicitBounds").EnumerateArray().ToArray());
        Assert.Equal(bounds.Length + 1, buckets.Length);
        Assert.Equal(Long(point, "count"), buckets.Sum(Long));
        Assert.True(Long(point, "count") >= 3);
        Assert.True(point.GetProperty("sum").GetDouble() > 0);
    }

    private static double Failed(JsonElement exports) => Points(exports, "sum").Where(point => point.GetProperty("attributes")[0].GetProperty("value").GetProperty("stringValue").GetString() == "failed").Sum(Number);

    private static JsonElement[] Points(JsonElement metric, string kind) => [.. metric.GetProperty(kind).GetProperty("dataPoints").EnumerateArray()];

    private static double Number(JsonElement point) => point.TryGetProperty("asInt", out var whole) ? Long(whole) : point.GetProperty("asDouble").GetDouble();

    private static long Long(JsonElement point, string name) => Long(point.GetProperty(name));

    // Protobuf's JSON has integers of 64 bits in quotes.
    private static long Long(JsonElement number) => long.Parse(number.GetString()!, CultureInfo.InvariantCulture);
}
