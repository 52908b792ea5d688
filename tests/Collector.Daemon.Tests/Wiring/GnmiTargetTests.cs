using Collector.Daemon.Tests.Reloading;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Grpc;
using Collector.Grpc.Server;
using Collector.Testing.Http;
using Google.Protobuf;

namespace Collector.Daemon.Tests.Wiring;

public sealed class GnmiTargetTests
{
    [Fact]
    public async Task A_leaf_of_a_gnmi_target_reaches_the_scrape()
    {
        await using var device = await StartDeviceAsync();
        await using var daemon = await RunningDaemon.StartAsync($$"""
            gnmi:
              subscriptions: { ifc: { paths: [/interfaces], stream-mode: sample, sample-interval: 10s } }
              targets: { edge1: { address: "{{device.Address}}", insecure: true, username: admin, password: s3cret } }
            """);

        await daemon.Http.UntilPageAsync("/metrics", page => page.Contains("\ncollector_gnmi_synced{instance=\"edge1\",subscription=\"ifc\"} 1\n", StringComparison.Ordinal));
        var page = await daemon.Http.GetStringAsync("/metrics"); // one that began before the sync may tell of it, and have neither the values nor the state

        Assert.Contains("interfaces_interface_state_counters_in_octets{", page, StringComparison.Ordinal);
        Assert.Contains("interface_name=\"Ethernet1/1\"", page, StringComparison.Ordinal);
        Assert.Contains("source=\"edge1\"", page, StringComparison.Ordinal);
        Assert.Contains("subscription_name=\"ifc\"", page, StringComparison.Ordinal);
        Assert.Contains("\ncollector_target_up{instance=\"edge1\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("\nup{instance=\"edge1\"} 1\n", page, StringComparison.Ordinal);
        var json = await daemon.Http.GetStringAsync("/api/v1/targets/edge1");
        Assert.Contains("\"stream\":\"streaming\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", json + page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_collector_is_ready_when_it_has_the_first_state_of_a_device_that_answers()
    {
        await using var device = await StartDeviceAsync();
        await using var daemon = await RunningDaemon.StartAsync($$"""
            gnmi:
              subscriptions: { ifc: { paths: [/interfaces] } }
              targets:
                edge1: { address: "{{device.Address}}", insecure: true, username: admin, password: s3cret }
                edge2: { address: "{{device.Address}}", insecure: true, username: admin, password: wrong }
            """);

        await daemon.Http.UntilReadyAsync();
        var page = await daemon.Http.GetStringAsync("/metrics");

        Assert.Contains("\ncollector_gnmi_synced{instance=\"edge1\",subscription=\"ifc\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("\ncollector_target_up{instance=\"edge2\"} 0\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_wrong_password_a_target_is_down_and_says_why()
    {
        await using var device = await StartDeviceAsync();
        await using var daemon = await RunningDaemon.StartAsync($$"""
            gnmi:
              subscriptions: { ifc: { paths: [/interfaces] } }
              targets: { edge1: { address: "{{device.Address}}", insecure: true, username: admin, password: wrong } }
            """);

        var page = await daemon.Http.UntilPageAsync("/metrics", page => page.Contains("collector_target_up{", StringComparison.Ordinal));

        Assert.Contains("\ncollector_target_up{instance=\"edge1\"} 0\n", page, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"denied\",\"message\":\"bad credentials\"", await daemon.Http.GetStringAsync("/api/v1/targets/edge1"), StringComparison.Ordinal);
    }

    private static Task<GrpcServer> StartDeviceAsync() => GrpcServer.StartAsync(new GrpcServerOptions
    {
        Methods = new Dictionary<string, GrpcHandler>
        {
            [TargetChannel.CapabilitiesMethod] = GrpcHandlers.Unary((_, call) =>
            {
                LetIn(call);
                return Task.FromResult<ReadOnlyMemory<byte>>(new CapabilityResponse { SupportedEncodings = { Encoding.Proto } }.ToByteArray());
            }),
            [TargetChannel.SubscribeMethod] = async call =>
            {
                LetIn(call);
                await call.ReadAsync();
                await call.WriteAsync(new SubscribeResponse { Update = Octets(42) }.ToByteArray());
                await call.WriteAsync(new SubscribeResponse { SyncResponse = true }.ToByteArray());
                await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken);
                return Status.OK;
            },
        },
    });

    private static void LetIn(ServerCall call)
    {
        if (call.Headers.GetValue("password") != "s3cret") throw new RpcException(new CallEnd(new Status(StatusCode.Unauthenticated, "bad credentials"), EndReason.ServerStatus));
    }

    private static Notification Octets(ulong value)
    {
        var path = new Gnmi.Protocol.Path
        {
            Elem =
            {
                new PathElem { Name = "interfaces" }, new PathElem { Name = "interface", Key = { ["name"] = "Ethernet1/1" } },
                new PathElem { Name = "state" }, new PathElem { Name = "counters" }, new PathElem { Name = "in-octets" },
            },
        };
        return new Notification { Timestamp = 1_700_000_000_000_000_000, Update = { new Update { Path = path, Val = new TypedValue { UintVal = value } } } };
    }
}
