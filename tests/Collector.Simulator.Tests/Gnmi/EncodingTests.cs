using System.Text.Json;
using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi;
using Collector.Testing.Gnmi;

namespace Collector.Simulator.Tests.Gnmi;

public class EncodingTests
{
    [Fact]
    public void Proto_has_a_type_for_each_kind_of_leaf()
    {
        var values = Values("/components/component /interfaces/interface[name=Ethernet1|1] /system", Encoding.Proto);
        Assert.Equal("openconfig-platform-types:CHASSIS", values["/components/component[name=Chassis]/state/type"].StringVal);
        Assert.True(values["/components/component[name=Fan1]/state/removable"].BoolVal);
        Assert.Equal(GnmiFormula.Temperature(7, 1, 10_000) / 10.0, values["/components/component[name=Chassis]/state/temperature/instant"].DoubleVal);
        Assert.Equal("44BB8000", Convert.ToHexString(values["/components/component[name=PowerSupply1]/power-supply/state/capacity"].BytesVal.Span)); // 1500 W
#pragma warning disable CS0612 // devices still send it
        Assert.Equal(2u, values["/components/component[name=Transceiver1/1]/transceiver/physical-channels/channel[index=0]/state/input-power/instant"].DecimalVal.Precision);
        Assert.InRange(values["/components/component[name=Transceiver1/1]/transceiver/physical-channels/channel[index=0]/state/input-power/instant"].DecimalVal.Digits, -399, -100);
#pragma warning restore CS0612
        Assert.Equal(["example.net", "example.org"], values["/system/dns/state/search"].LeaflistVal.Element.Select(static element => element.StringVal));
        Assert.Equal((ulong)CallFixture.StartNs, values["/system/state/boot-time"].UintVal);
        Assert.DoesNotContain("/components/component[name=Chassis]/state/parent", values.Keys);
        Assert.Equal("Linecard1", values["/components/component[name=Transceiver1/1]/state/parent"].StringVal);
    }

    [Theory]
    [InlineData("/system/state/boot-time", "\"1700000000000000000\"", "1700000000000000000")]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state/mtu", "9000", "9000")]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state/enabled", "true", "true")]
    [InlineData("/interfaces/interface[name=Ethernet1|1]/state/type", "\"iana-if-type:ethernetCsmacd\"", "\"ethernetCsmacd\"")]
    [InlineData("/components/component[name=Chassis]/state/temperature/max", "\"44.9\"", "44.9")]
    [InlineData("/components/component[name=PowerSupply1]/power-supply/state/capacity", "\"RLuAAA==\"", "\"RLuAAA==\"")]
    [InlineData("/system/dns/state/search", "[\"example.net\",\"example.org\"]", "[\"example.net\",\"example.org\"]")]
    public void Json_ietf_is_that_of_rfc_7951_and_json_is_plain(string path, string ietf, string plain)
    {
        Assert.Equal(ietf, Assert.Single(Values(path, Encoding.JsonIetf)).Value.JsonIetfVal.ToStringUtf8());
        Assert.Equal(plain, Assert.Single(Values(path, Encoding.Json)).Value.JsonVal.ToStringUtf8());
    }

    [Fact]
    public void Ascii_and_bytes_say_the_same()
    {
        Assert.Equal("44.9", Assert.Single(Values("/components/component[name=Chassis]/state/temperature/max", Encoding.Ascii)).Value.AsciiVal);
        Assert.Equal(44.9, BitConverter.ToDouble([.. Assert.Single(Values("/components/component[name=Chassis]/state/temperature/max", Encoding.Bytes)).Value.BytesVal.Reverse()]));
    }

    [Fact]
    public void An_object_has_the_leaves_of_a_container()
    {
        using var call = Call("/interfaces/interface/state", Encoding.JsonIetf, new GnmiFleetOptions { Granularity = GnmiGranularity.Object });
        var updates = CallFixture.Updates(call.Begin());
        Assert.Equal(6, updates.Count); // state and counters of three interfaces
        Assert.Equal("/interfaces/interface[name=Ethernet1/1]/state", updates[0].Path);
        using var json = JsonDocument.Parse(updates[0].Value.JsonIetfVal.ToStringUtf8());
        Assert.Equal(GnmiFormula.Description(7, 1), json.RootElement.GetProperty("openconfig-interfaces:description").GetString());
    }

    [Fact]
    public void A_tree_nests_containers_and_its_lists_carry_their_keys()
    {
        using var call = Call("/interfaces /components/component[name=Fan1]", Encoding.JsonIetf, new GnmiFleetOptions { Granularity = GnmiGranularity.Tree });
        var updates = CallFixture.Updates(call.Begin());
        Assert.Equal(["/components", "/interfaces"], updates.Select(static update => update.Path));
        using var json = JsonDocument.Parse(updates[1].Value.JsonIetfVal.ToStringUtf8());
        var second = json.RootElement.GetProperty("openconfig-interfaces:interface")[1];
        Assert.Equal("Ethernet1/2", second.GetProperty("name").GetString());
        Assert.Equal($"{GnmiFormula.Rate("in-octets", 7, 2) * call.Uptime}", second.GetProperty("state").GetProperty("counters").GetProperty("in-octets").GetString());
        Assert.Equal("openconfig-if-ethernet:SPEED_40GB", second.GetProperty("openconfig-if-ethernet:ethernet").GetProperty("state").GetProperty("port-speed").GetString());
        using var fan = JsonDocument.Parse(updates[0].Value.JsonIetfVal.ToStringUtf8());
        Assert.True(fan.RootElement.GetProperty("openconfig-platform:component")[0].GetProperty("fan").GetProperty("state").TryGetProperty("openconfig-platform-fan:speed", out _));
    }

    [Fact]
    public void A_leaf_may_have_a_notification_of_its_own_and_the_whole_path_in_its_update()
    {
        using var call = Call("/interfaces/interface[name=Ethernet1|1]/state/counters", Encoding.Proto, new GnmiFleetOptions { Granularity = GnmiGranularity.Leaf, HasKeysInPath = true, Origin = "openconfig" });
        var responses = call.Begin();
        Assert.Equal(14 + 1, responses.Count);
        Assert.All(responses.SkipLast(1), static response => Assert.Equal(("openconfig", 5), (response.Update.Update.Single().Path.Origin, response.Update.Update.Single().Path.Elem.Count)));
    }

    private static Dictionary<string, TypedValue> Values(string paths, Encoding encoding)
    {
        using var call = Call(paths, encoding, new GnmiFleetOptions());
        return CallFixture.Updates(call.Begin()).ToDictionary(static update => update.Path, static update => update.Value);
    }

    private static CallFixture Call(string paths, Encoding encoding, GnmiFleetOptions options) =>
        new(CallFixture.Request(paths, with: list => list.Encoding = encoding), options: options);
}
