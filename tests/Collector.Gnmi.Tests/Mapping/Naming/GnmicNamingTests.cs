using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Gnmi.Tests.Mapping.Naming;

public sealed class GnmicNamingTests
{
    private const string InOctets = "/interfaces/interface[name]/state/counters/in-octets";

    [Fact]
    public void The_worked_example_is_named_as_gnmic_names_it()
    {
        var plan = Plan("openconfig:" + InOctets);
        Assert.Equal("openconfig_interfaces_interface_state_counters_in_octets", plan.Family.Name);
        Assert.Equal(["interface_name"], plan.KeyLabels);
        Assert.Equal("subscription_name", plan.SubscriptionLabel);
        Assert.Equal("gNMIc generated metric", plan.Family.Help);
    }

    [Fact]
    public void Without_an_origin_none_is_invented() // T12
        => Assert.Equal("interfaces_interface_state_counters_in_octets", Plan(InOctets).Family.Name);

    [Fact]
    public void The_prefix_and_the_subscriptions_name_stand_in_front_if_asked_for()
    {
        Assert.Equal("gnmic_ifc_interfaces_interface_state_counters_in_octets", Plan(InOctets, new() { MetricPrefix = "gnmic", AppendSubscriptionName = true }).Family.Name);
        Assert.Equal("ifc_interfaces_interface_state_counters_in_octets", Plan(InOctets, new() { AppendSubscriptionName = true }).Family.Name);
        Assert.Equal("my_net_interfaces_interface_state_counters_in_octets", Plan(InOctets, new() { MetricPrefix = "my.net" }).Family.Name);
    }

    [Theory]
    [InlineData("port stats!", "port_stats_a_b")] // the end is trimmed
    [InlineData("_x", "_x_a_b")] // the beginning is not
    [InlineData("10g", "_10g_a_b")] // gnmic leaves the digit, and the page is not readable then
    public void The_subscriptions_name_is_cleaned(string subscription, string name) =>
        Assert.Equal(name, new GnmicNaming(new() { AppendSubscriptionName = true }, subscription).Plan(Shapes.Of("/a/b"))!.Family.Name);

    [Theory]
    [InlineData("/openconfig-interfaces:interfaces/interface/openconfig-if-ethernet:ethernet/x", "openconfig_interfaces_interfaces_interface_openconfig_if_ethernet_ethernet_x")]
    [InlineData("/a--b/c.d", "a_b_c_d")] // a run becomes one
    [InlineData("/a-_b/c", "a__b_c")] // and an underscore is not of it
    [InlineData("/_a/b", "a_b")] // what is in front goes
    [InlineData("/1/2", "_1_2")]
    [InlineData("/é/x", "x")]
    [InlineData("/é", "unnamed")]
    public void Names_are_cleaned_run_by_run(string path, string name) => Assert.Equal(name, Plan(path).Family.Name);

    [Fact]
    public void T14_the_same_key_at_two_levels_makes_two_labels() =>
        Assert.Equal(["interface_name", "subinterface_index"], Plan("/interfaces/interface[name]/subinterfaces/subinterface[index]/state/mtu").KeyLabels);

    [Fact]
    public void T14_the_same_element_and_key_twice_makes_a_numbered_label()
    {
        Assert.Equal(["node_id", "node_id_2", "node_id_3"], Plan("/node[id]/node[id]/x:node[id]/up").KeyLabels);
        Assert.Equal(["node_id", "node_id_3", "node_id_2"], Plan("/node[id]/node[id]/node[id_2]/up").KeyLabels); // id_2 is the key's own name
    }

    [Fact]
    public void T15_keys_of_one_list_come_in_the_order_of_their_names() =>
        Assert.Equal(["protocol_identifier", "protocol_name"], Plan("/protocols/protocol[name][identifier]/state/enabled").KeyLabels);

    [Fact]
    public void T19_modules_are_not_in_labels() => Assert.Equal(["interface_name"], Plan("/openconfig-interfaces:interfaces/openconfig-interfaces:interface[name]/x").KeyLabels);

    [Theory]
    [InlineData("/subscription[name]/x", "subscription_name", "meta_subscription_name")]
    [InlineData("/subscription[name]/meta[subscription-name]/x", "subscription_name,meta_subscription_name", "meta_meta_subscription_name")]
    [InlineData("/interface[name]/x", "interface_name", "subscription_name")]
    public void A_label_of_the_configuration_that_a_key_has_becomes_meta(string path, string keyLabels, string label)
    {
        Assert.Equal(keyLabels.Split(','), Plan(path).KeyLabels);
        Assert.Equal(label, Plan(path).SubscriptionLabel);
    }

    [Theory]
    [InlineData("interface_name", "meta_interface_name")]
    [InlineData("interface-name", "meta_interface_name")]
    [InlineData("site", "site")]
    [InlineData("source", "source")]
    [InlineData("9th", "_9th")]
    public void An_event_tag_that_a_key_has_becomes_meta(string tag, string label) => Assert.Equal(label, MetaLabels.NameOf(tag, ["interface_name"]));

    [Theory]
    [InlineData(InOctets, MetricType.Counter)]
    [InlineData("/interfaces/interface[name]/openconfig-if-ethernet:ethernet/state/counters/in-crc-errors", MetricType.Counter)]
    [InlineData("/interfaces/interface[name]/state/counters/last-clear", MetricType.Gauge)]
    [InlineData("/network-instances/network-instance[name]/protocols/protocol[identifier][name]/bgp/neighbors/neighbor[neighbor-address]/state/messages/sent/UPDATE", MetricType.Counter)]
    [InlineData("/interfaces/interface[name]/state/oper-status", MetricType.Gauge)]
    [InlineData("/components/component[name]/state/temperature/instant", MetricType.Unknown)]
    public void Counters_are_typed(string path, MetricType type) => Assert.Equal(type, Plan(path).Family.Type);

    [Fact]
    public void States_have_the_numbers_of_snmp()
    {
        var map = Plan("/interfaces/interface[name]/state/oper-status").Values.NumberMap!;
        Assert.Equal((1, 2, 7), (map["UP"], map["DOWN"], map["LOWER_LAYER_DOWN"]));
    }

    [Fact]
    public void Strings_as_labels_show_text_as_gnmic_does()
    {
        var plan = Plan("/interfaces/interface[name]/state/oper-status", new() { StringsAsLabels = true });
        Assert.Equal((TextStyle.Info, "oper_status"), (plan.Values.Text, plan.Values.TextLabel));
        Assert.Null(plan.Values.NumberMap);
    }

    [Theory]
    [InlineData("/interface[name]/interface-name", "interface_interface_name")]
    [InlineData("/a/source", "a_source")]
    [InlineData("/a/m:text", "m_text")]
    public void The_label_of_text_is_widened_until_it_is_free(string path, string label) =>
        Assert.Equal(label, Plan(path, new() { StringsAsLabels = true }).Values.TextLabel);

    [Fact]
    public void Every_shape_has_a_valid_name_and_valid_labels_each_once()
    {
        var name = ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(text => text.Get);
        var element = Gen.Zip(name, name.ListOf(3)).Select(pair => new ShapeElement(pair.Item1, [.. pair.Item2.Distinct().Order(StringComparer.Ordinal)]));
        Prop.ForAll(element.ListOf(4).ToArbitrary(), elements =>
        {
            var plan = new GnmicNaming(new(), "s").Plan(new LeafShape { Elements = [.. elements] })!;
            Assert.True(LabelSet.IsValidName(plan.Family.Name), plan.Family.Name);
            string[] labels = [.. plan.KeyLabels, plan.SubscriptionLabel!, plan.Values.TextLabel!];
            Assert.All(labels, label => Assert.True(LabelSet.IsValidName(label), label));
            Assert.Equal(elements.Sum(e => e.Keys.Count), plan.KeyLabels.Count);
            Assert.Distinct(labels);
        }).AlwaysHolds();
    }

    private static LeafPlan Plan(string path, MappingOptions? options = null) => new GnmicNaming(options ?? new(), "ifc").Plan(Shapes.Of(path))!;
}
