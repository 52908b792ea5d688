using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Tests.Mapping.Rules;

public sealed class OpenConfigInventoryTests
{
    [Theory]
    [InlineData("/components/component[name]/state/serial-no", "components_component_state_serial_no", "serial_no")]
    [InlineData("/openconfig-platform:components/component[name]/state/type", "openconfig_platform_components_component_state_type", "type")]
    [InlineData("/components/component[name]/state/mfg-name", "components_component_state_mfg_name", "mfg_name")]
    public void What_an_inventory_is_made_of_is_shown_as_text(string path, string family, string label)
    {
        var plan = new GnmicNaming(new(), "s").Plan(Shapes.Of(path))!;

        Assert.Equal((family, TextStyle.Info, label, "component_name"), (plan.Family.Name, plan.Values.Text, plan.Values.TextLabel, plan.KeyLabels.Single()));
    }

    [Fact]
    public void The_state_of_a_component_stays_a_number() =>
        Assert.NotNull(new GnmicNaming(new(), "s").Plan(Shapes.Of("/components/component[name]/state/oper-status"))!.Values.NumberMap);

    [Theory]
    [InlineData("/interfaces/interface[name]/state/type", "ethernetCsmacd", 6)]
    [InlineData("/openconfig-interfaces:interfaces/interface[name]/state/type", "ieee8023adLag", 161)]
    [InlineData("/interfaces/interface[name]/openconfig-if-ethernet:ethernet/state/port-speed", "SPEED_100GB", 100_000)]
    [InlineData("/interfaces/interface[name]/ethernet/state/negotiated-port-speed", "SPEED_2500MB", 2500)]
    public void What_a_port_is_and_how_fast_is_a_number_as_in_IF_MIB(string path, string text, double number)
    {
        var numbers = new GnmicNaming(new(), "s").Plan(Shapes.Of(path))!.Values.NumberMap!;

        Assert.Equal(number, numbers[text]);
    }
}
