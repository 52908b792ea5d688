using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Testing;
using static Collector.Daemon.Tests.Commands.Gnmi.SentMessages;

namespace Collector.Daemon.Tests.Commands.Gnmi;

public sealed class SubscribeExpositionTests
{
    [Fact]
    public async Task The_page_that_a_subscription_becomes_is_printed_at_its_sync()
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: async call =>
        {
            await call.SendAsync(NotificationOf("openconfig:/interfaces/interface[name=e1]", UpdateOf("state/counters/in-octets", new TypedValue { UintVal = ulong.MaxValue })));
            await call.SyncAsync();
            await call.StayAsync();
            return Status.OK;
        });

        var (code, output, error) = await GnmiRun.RunAsync("subscribe", target.Address, "--insecure", "--path", "/interfaces", "--format", "prometheus");

        Assert.Equal((0, "1 updates, 1 series\n"), (code, error));
        var family = Assert.Single(ExpositionParser.ParseText(output));
        Assert.Equal(("openconfig_interfaces_interface_state_counters_in_octets", "counter"), (family.Name, family.Type));
        var sample = Assert.Single(family.Samples);
        Assert.Equal(
            ($"{family.Name}{{interface_name=\"e1\",source=\"{target.Address}\",subscription_name=\"default\"}}", "18446744073709551615"), (sample.Series, sample.Text));
    }
}
