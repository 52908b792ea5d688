using Collector.Daemon.Tests.Commands.Gnmi;
using Collector.Daemon.Tests.Reloading;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Testing.Http;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>openconfig-platform, from a device's messages to the inventory.</summary>
public sealed class StreamedInventoryTests
{
    [Theory]
    [InlineData("/", "gnmic")]
    [InlineData("openconfig:/", "gnmic")]
    [InlineData("/openconfig-platform:", "gnmic")]
    [InlineData("/", "native")]
    public async Task The_components_of_a_device_that_streams_are_its_inventory(string root, string names)
    {
        await using var device = await FakeGnmiTarget.StartAsync(new CapabilityResponse { SupportedEncodings = { Encoding.Proto } }, subscribe: async call =>
        {
            await call.SendAsync(Components(root));
            await call.SyncAsync();
            await call.StayAsync();
            return Status.OK;
        });
        await using var daemon = await RunningDaemon.StartAsync($$"""
            gnmi:
              names: {{names}}
              subscriptions: { parts: { paths: [/components] } }
              targets: { edge1: { address: "{{device.Address}}", insecure: true } }
            """);

        await daemon.Http.UntilReadyAsync();
        var page = await daemon.Http.GetStringAsync("/metrics");

        var component = Assert.Single(page.Split('\n'), line => line.StartsWith("component_info{", StringComparison.Ordinal) && line.Contains("id=\"PSU1\"", StringComparison.Ordinal));
        Assert.Contains("instance=\"edge1\"", component, StringComparison.Ordinal);
        Assert.Contains("parent=\"Chassis\"", component, StringComparison.Ordinal);
        Assert.Contains("serial=\"PS99\"", component, StringComparison.Ordinal);
        Assert.Contains("type=\"power_supply\"", component, StringComparison.Ordinal);
        Assert.Contains("\"serial\":\"JPE2\"", await daemon.Http.GetStringAsync("/api/v1/inventory"), StringComparison.Ordinal);
    }

    private static Notification Components(string root)
    {
        var notification = new Notification { Timestamp = 1_700_000_000_000_000_000 };
        foreach (var (path, text) in new[]
        {
            ("components/component[name=Chassis]/state/type", "openconfig-platform-types:CHASSIS"), ("components/component[name=Chassis]/state/serial-no", "JPE2"),
            ("components/component[name=PSU1]/state/type", "openconfig-platform-types:POWER_SUPPLY"), ("components/component[name=PSU1]/state/serial-no", "PS99"),
            ("components/component[name=PSU1]/state/parent", "Chassis"),
        })
        {
            Assert.True(PathText.TryParse(root + path, out var parsed, out _));
            notification.Update.Add(new Update { Path = parsed.ToProtocol(), Val = new TypedValue { StringVal = text } });
        }

        return notification;
    }
}
