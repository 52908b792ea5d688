using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Tests.Mapping.Naming;

public sealed class NativeNamingTests
{
    [Theory]
    [InlineData("openconfig:/interfaces/interface[name]/state/counters/in-octets", "interface_in_bytes_total", MetricType.Counter)]
    [InlineData("/oc-if:interfaces/interface[name]/oc-eth:ethernet/state/counters/in-mac-control-frames", "interface_ethernet_in_mac_control_frames_total", MetricType.Counter)]
    [InlineData("/interfaces/interface[name]/subinterfaces/subinterface[index]/state/counters/out-unicast-pkts", "interface_subinterface_out_unicast_packets_total", MetricType.Counter)]
    [InlineData("/interfaces/interface[name]/state/oper-status", "interface_oper_status", MetricType.Gauge)]
    [InlineData("/interfaces/interface[name]/config/mtu", "interface_config_mtu", MetricType.Unknown)]
    [InlineData("/interfaces/interface[name]/state/mtu", "interface_mtu_bytes", MetricType.Gauge)]
    [InlineData("/interfaces/interface[name]/state/last-change", "interface_last_change_timestamp_seconds", MetricType.Gauge)]
    [InlineData("/components/component[name]/state/temperature/instant", "component_temperature_instant_celsius", MetricType.Gauge)]
    [InlineData("/components/component[name]/cpu/utilization/state/avg", "component_cpu_utilization_avg_ratio", MetricType.Gauge)]
    [InlineData("/network-instances/network-instance[name]/protocols/protocol[identifier][name]/bgp/neighbors/neighbor[neighbor-address]/state/messages/sent/UPDATE",
        "network_instance_protocol_bgp_neighbor_messages_sent_update_total", MetricType.Counter)]
    [InlineData("Cisco-IOS-XR:/infra/ifStats/x", "cisco_ios_xr_infra_if_stats_x", MetricType.Unknown)]
    [InlineData("/policies/policy[name]/state/matched-octets", "policy_matched_bytes_total", MetricType.Counter)]
    [InlineData("/1/é", "_1", MetricType.Unknown)]
    public void Names_follow_the_conventions_of_prometheus(string path, string name, MetricType type)
    {
        var family = Plan(path).Family;
        Assert.Equal((name, type), (family.Name, family.Type));
    }

    [Fact]
    public void T19_modules_are_in_no_name()
    {
        var (plain, sent) = (Plan("/interfaces/interface[name]/state/mtu"), Plan("/m:interfaces/m:interface[name]/m:state/n:mtu"));
        Assert.Equal(plain.Family, sent.Family);
        Assert.Equal(plain.KeyLabels, sent.KeyLabels);
        Assert.Equal(plain.Values.TextLabel, sent.Values.TextLabel);
    }

    [Fact]
    public void Keys_say_their_lists_name_once() =>
        Assert.Equal(["interface_name", "neighbor_address", "interface_name_2"], Plan("/interface[name]/neighbor[neighbor-address]/m:interface[name]/x").KeyLabels);

    [Fact]
    public void The_subscription_is_no_label() => Assert.Null(Plan("/a/b").SubscriptionLabel);

    [Fact]
    public void Values_are_in_the_unit_of_the_name()
    {
        Assert.Equal(1e-9, Plan("/interfaces/interface[name]/state/last-change").Values.Scale);
        Assert.Equal(1, Plan("/interfaces/interface[name]/state/mtu").Values.Scale);
    }

    [Fact]
    public void A_rule_says_the_unit_and_what_is_info()
    {
        var options = new MappingOptions
        {
            MetricPrefix = "net",
            Rules = [new LeafRule { Path = LeafPattern.Parse("x/age"), Unit = "milliseconds" }, new LeafRule { Path = LeafPattern.Parse("x/what"), Text = TextStyle.Info }],
        };
        Assert.Equal(("net_x_age_seconds", 1e-3), (Plan("/x/age", options).Family.Name, Plan("/x/age", options).Values.Scale));
        Assert.Equal(("net_x_what_info", "what"), (Plan("/x/what", options).Family.Name, Plan("/x/what", options).Values.TextLabel));
    }

    [Fact]
    public void The_options_choose_the_scheme()
    {
        var subscription = new SubscriptionOptions { Name = "s", Paths = [] };
        Assert.IsType<NativeNaming>(LeafNaming.For(new() { Names = NamingScheme.Native }, subscription));
        Assert.IsType<GnmicNaming>(LeafNaming.For(new(), subscription));
    }

    private static LeafPlan Plan(string path, MappingOptions? options = null) => new NativeNaming(options ?? new()).Plan(Shapes.Of(path))!;
}
