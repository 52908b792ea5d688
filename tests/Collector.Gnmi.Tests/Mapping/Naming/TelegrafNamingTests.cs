using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Tests.Mapping.Naming;

public sealed class TelegrafNamingTests
{
    [Theory]
    [InlineData("/interfaces/interface/state/counters", "/interfaces/interface[name]/state/counters/in-octets", "ifc_in_octets")]
    [InlineData("/interfaces/interface[name=eth0]", "openconfig:/interfaces/interface[name]/state/counters/in-octets", "ifc_state_counters_in_octets")]
    [InlineData("/interfaces/interface/state/mtu", "/interfaces/interface[name]/state/mtu", "ifc_mtu")]
    [InlineData("/interfaces/*/state", "/interfaces/interface[name]/state/mtu", "ifc_mtu")]
    [InlineData("/oc-if:interfaces/interface", "/interfaces/interface[name]/oc-eth:ethernet/mtu", "ifc_oc_eth_ethernet_mtu")]
    [InlineData("/components", "/interfaces/interface[name]/state/mtu", "ifc_interfaces_interface_state_mtu")]
    [InlineData("/", "/a/b", "ifc_a_b")]
    public void The_subscription_is_the_measurement_and_what_is_below_its_path_the_field(string subscribed, string leaf, string name) =>
        Assert.Equal(name, Naming(subscribed).Plan(Shapes.Of(leaf))!.Family.Name);

    [Fact]
    public void Of_several_paths_the_longest_counts() =>
        Assert.Equal("ifc_in_octets", Naming("/interfaces", "/interfaces/interface/state/counters").Plan(Shapes.Of("/interfaces/interface[name]/state/counters/in-octets"))!.Family.Name);

    [Fact]
    public void Keys_are_labels_by_their_bare_names_and_a_second_one_of_a_name_by_its_path() =>
        Assert.Equal(["name", "neighbor_address", "_interface_neighbor_m_sub_name"], Naming("/").Plan(Shapes.Of("/interface[name]/neighbor[neighbor-address]/m:sub[name]/x"))!.KeyLabels);

    [Fact]
    public void Counters_keep_their_type_and_the_subscription_is_no_label()
    {
        var plan = Naming("/interfaces").Plan(Shapes.Of("/interfaces/interface[name]/state/counters/in-octets"))!;
        Assert.Equal(MetricType.Counter, plan.Family.Type);
        Assert.Null(plan.SubscriptionLabel);
    }

    [Theory]
    [InlineData("10.0.0.1:57400", "10.0.0.1")]
    [InlineData("[2001:db8::1]:57400", "2001:db8::1")]
    [InlineData("edge1.lon:9339", "edge1.lon")]
    [InlineData("unix:///run/gnmi.sock", "unix:///run/gnmi.sock")]
    public void The_source_is_the_host(string address, string host) => Assert.Equal(host, GnmiAddress.HostOf(address));

    private static LeafNaming Naming(params string[] paths) => LeafNaming.For(
        new MappingOptions { Names = NamingScheme.Telegraf },
        new SubscriptionOptions { Name = "ifc", Paths = [new SubscribedPaths { Paths = [.. paths.Select(Path)] }] });

    private static GnmiPath Path(string text)
    {
        var reader = new PathTextReader(text);
        var path = reader.Read();
        Assert.Null(reader.Problem);
        return path;
    }
}
