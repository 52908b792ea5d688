using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Requests;

namespace Collector.Simulator.Tests.Gnmi;

/// <summary>Which leaves of a device with two interfaces a path asks for.</summary>
public class PathPatternTests
{
    private const int Counters = 14;

    [Theory]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state/counters/in-octets", 1)]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state/counters", Counters)]
    [InlineData("/interfaces/interface/state/counters", 2 * Counters)]
    [InlineData("/interfaces/interface[name=*]/state/counters", 2 * Counters)]
    [InlineData("/interfaces/*/state/counters", 2 * Counters)]
    [InlineData("/interfaces/.../counters", 4 * Counters)]
    [InlineData("/.../in-octets", 4)]
    [InlineData("/interfaces/interface/*/oper-status", 2)]
    [InlineData("/openconfig-interfaces:interfaces/interface/state/oper-status", 2)]
    [InlineData("/interfaces/interface/subinterfaces/subinterface[index=0]/state/oper-status", 2)]
    [InlineData("/interfaces/interface[name=Ethernet1|9]/state/counters", 0)]
    [InlineData("/interfaces/interface[id=1]/state/counters", 0)]
    [InlineData("/interfaces/interface/state/counters/in-octets/more", 0)]
    [InlineData("/interface/state", 0)]
    [InlineData("/system/state/hostname", 1)]
    [InlineData("/components/component/state/software-version", 3)]
    public void A_path_asks_for_the_leaves_at_and_below_it(string path, int leaves) => Assert.Equal(leaves, Count(PathPattern.From(null, CallFixture.Path(path))));

    [Fact]
    public void The_root_asks_for_everything() =>
        Assert.Equal(Leaves().Count(), Count(PathPattern.From(null, null)));

    [Fact]
    public void A_prefix_stands_before_the_path() =>
        Assert.Equal(1, Count(PathPattern.From(CallFixture.Path("/interfaces/interface[name=Ethernet1|2]"), CallFixture.Path("/state/counters/in-octets"))));

    [Theory]
    [InlineData("", Counters)]
    [InlineData("openconfig", Counters)]
    [InlineData("cli", 0)]
    public void Another_origin_is_another_schema(string origin, int leaves)
    {
        var path = CallFixture.Path("/interfaces/interface[name=Ethernet1|1]/state/counters");
        path.Origin = origin;
        Assert.Equal(leaves, Count(PathPattern.From(null, path)));
    }

    [Theory]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state", 1, 9)]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state", 2, 9 + Counters)]
    [InlineData("/interfaces/interface[name=Ethernet1|1]", 1, 0)]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state/mtu", 1, 1)]
    public void Depth_limits_the_levels_below_the_path(string path, uint depth, int leaves) =>
        Assert.Equal(leaves, Count(PathPattern.From(null, CallFixture.Path(path)), depth));

    [Fact]
    public void Many_steps_of_any_level_end_soon() =>
        Assert.Equal(0, Count(PathPattern.From(null, CallFixture.Path(string.Concat(Enumerable.Repeat("/...", 40)) + "/none"))));

    private static int Count(PathPattern pattern, uint depth = 0) => Leaves().Count(leaf => pattern.Matches(leaf.Container, leaf.Leaf.Name, depth));

    private static IEnumerable<(ModelContainer Container, ModelLeaf Leaf)> Leaves()
    {
        var device = new GnmiDeviceState(0, Simulator.Gnmi.GnmiNature.Healthy, InterfaceList.Of(2), 0);
        return DeviceModel.Containers.SelectMany(device.Containers).SelectMany(static container =>
            container.Schema.Leaves.Where(leaf => leaf.TryGetValue(new LeafMoment { Device = 0, Number = container.Row.Number, Uptime = 0, StartNs = 0 }, out _))
                .Select(leaf => (container, leaf)));
    }
}
