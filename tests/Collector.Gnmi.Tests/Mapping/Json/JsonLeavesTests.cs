using System.Text;
using Collector.Gnmi.Mapping.Json;

namespace Collector.Gnmi.Tests.Mapping.Json;

public sealed class JsonLeavesTests
{
    [Fact]
    public void T25_entries_of_lists_have_keys() =>
        AssertLeaves("""{"openconfig-interfaces:interface":[{"name":"e1","state":{"counters":{"in-octets":"5"},"oper-status":"UP"}}]}""",
            "openconfig-interfaces:interface[name=e1]/name = e1",
            "openconfig-interfaces:interface[name=e1]/state/counters/in-octets = 5",
            "openconfig-interfaces:interface[name=e1]/state/oper-status = UP");

    [Fact]
    public void T18_the_root_is_flattened() =>
        AssertLeaves("""{"system":{"state":{"boot-time":17}},"x":1}""", "system/state/boot-time = u 17", "x = u 1");

    [Fact]
    public void T25_keys_may_stand_behind_other_members() =>
        AssertLeaves("""{"interface":[{"state":{"name":"not this","mtu":1500},"tags":["name"],"oc-if:name":"e\"1"}]}""",
            "interface[name=e\"1]/state/name = not this", "interface[name=e\"1]/state/mtu = u 1500", "interface[name=e\"1]/tags = list name", "interface[name=e\"1]/oc-if:name = e\"1");

    [Fact]
    public void T15_composite_keys_are_sorted_by_name() =>
        AssertLeaves("""{"oc-ni:protocol":[{"name":"DEFAULT","up":true,"identifier":"oc:BGP"}]}""",
            "oc-ni:protocol[identifier=oc:BGP][name=DEFAULT]/name = DEFAULT", "oc-ni:protocol[identifier=oc:BGP][name=DEFAULT]/up = true",
            "oc-ni:protocol[identifier=oc:BGP][name=DEFAULT]/identifier = oc:BGP");

    [Theory]
    [InlineData("""{"x":[{"id":1,"name":"a"}]}""", "x[name=a]")] // a name before an id, wherever it stands
    [InlineData("""{"x":[{"v":1,"index":7}]}""", "x[index=7]")]
    [InlineData("""{"neighbor":[{"name":"r2","neighbor-address":"192.0.2.1"}]}""", "neighbor[neighbor-address=192.0.2.1]")]
    [InlineData("""{"neighbor":[{"ip":"192.0.2.1","link-layer-address":"00:00:5e:00:53:01"}]}""", "neighbor[ip=192.0.2.1]")]
    [InlineData("""{"afi-safi":[{"x":true,"afi-safi-name":"IPV4_UNICAST"}]}""", "afi-safi[afi-safi-name=IPV4_UNICAST]")]
    [InlineData("""{"entry":[{"vlan":10,"mac-address":"00:00:5e:00:53:01"}]}""", "entry[mac-address=00:00:5e:00:53:01][vlan=10]")]
    [InlineData("""{"x":[{"name":null,"id":2}]}""", "x[id=2]")]
    [InlineData("""{"x":[{"name":{},"id":[1],"index":3}]}""", "x[index=3]")]
    [InlineData("""{"x":[{"v":1}]}""", "x[index=0]!")]
    public void T25_keys_are_inferred(string json, string entry) => Assert.StartsWith(entry + "/", RecordedLeaves.Of(json).Leaves[0], StringComparison.Ordinal);

    [Fact]
    public void T25_what_the_user_says_of_a_list_comes_first()
    {
        var keys = new ListKeys(new Dictionary<string, IReadOnlyList<string>> { ["x"] = ["port", "slot"] });
        Assert.Equal("m:x[port=2][slot=1]/slot = u 1", RecordedLeaves.Of("""{"m:x":[{"slot":1,"name":"a","port":2}]}""", keys: keys).Leaves[0]);
        Assert.Equal("x[name=a]/slot = u 1", RecordedLeaves.Of("""{"x":[{"slot":1,"name":"a"}]}""", keys: keys).Leaves[0]);
    }

    [Fact]
    public void T25_entries_without_a_key_are_told_apart_by_their_place() =>
        AssertLeaves("""{"x":[{"v":1},{"v":2},{}]}""", "x[index=0]!/v = u 1", "x[index=1]!/v = u 2");

    [Fact]
    public void T25_lists_within_lists_have_keys_of_their_own() =>
        AssertLeaves("""{"interface":[{"subinterfaces":{"subinterface":[{"index":0,"up":true},{"index":1,"up":false}]},"name":"e1"}]}""",
            "interface[name=e1]/subinterfaces/subinterface[index=0]/index = u 0", "interface[name=e1]/subinterfaces/subinterface[index=0]/up = true",
            "interface[name=e1]/subinterfaces/subinterface[index=1]/index = u 1", "interface[name=e1]/subinterfaces/subinterface[index=1]/up = false", "interface[name=e1]/name = e1");

    [Fact]
    public void T25_a_path_may_end_at_the_list() =>
        Assert.Equal(["[neighbor-address=192.0.2.1]/neighbor-address = 192.0.2.1"], RecordedLeaves.Of("""[{"neighbor-address":"192.0.2.1"}]""", name: "oc-bgp:neighbor").Leaves);

    [Theory]
    [InlineData("5", " = u 5")]
    [InlineData(" \"UP\"\n", " = UP")]
    [InlineData("18446744073709551615", " = u 18446744073709551615")] // T20
    [InlineData("-9223372036854775808", " = i -9223372036854775808")] // T21
    [InlineData("18446744073709551616", " = d 1.8446744073709552E+19")]
    [InlineData("-0", " = i 0")]
    [InlineData("1.50", " = d 1.5")]
    [InlineData("-1e3", " = d -1000")]
    [InlineData("1e999", " = nothing")]
    [InlineData("true", " = true")]
    [InlineData("[null]", " = true")]
    [InlineData("null", " = nothing")]
    [InlineData("[null,null]", " = nothing")]
    [InlineData("[[1]]", " = nothing")]
    [InlineData("[1,\"a,b\",true,\"\\u00e9\"]", " = list 1,a,b,true,é")] // T26
    public void A_value_may_be_the_leaf_itself(string json, string leaf) => AssertLeaves(json, leaf);

    [Fact]
    public void T23_strings_of_json_ietf_are_marked() =>
        Assert.Equal(["a = ietf 18446744073709551615", "b = d 12.5", "c = true"], RecordedLeaves.Of("""{"a":"18446744073709551615","b":12.5,"c":[null]}""", isIetf: true).Leaves);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"a":{},"b":[],"c":[{}]}""")]
    [InlineData("""{"@a":{"x:hint":1},"":2}""")] // RFC 7952: annotations are no leaves
    public void Nothing_is_made_of_what_has_no_leaves(string json) => AssertLeaves(json);

    [Fact]
    public void A_list_with_something_else_in_it_is_told_apart() =>
        AssertLeaves("""{"x":[1,{"name":"a","v":2},"b"]}""", "x[name=a]/name = a", "x[name=a]/v = u 2", "x = nothing");

    [Theory]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("\\u00e9\\u20AC\\ud83d\\ude00", "é€😀")]
    [InlineData("a\\ud83d", "a\uFFFD")]
    [InlineData("\\ud83d\\u0041", "\uFFFDA")]
    [InlineData("\\ude00x", "\uFFFDx")]
    public void T13_escapes_are_resolved(string escaped, string text)
    {
        AssertLeaves($"\"{escaped}\"", $" = {text}");
        Assert.Equal($"x[name={text}]/name = {text}", RecordedLeaves.Of($$"""{"x":[{"name":"{{escaped}}"}]}""").Leaves[0]);
        Assert.Equal($"{text}/{text} = u 1", RecordedLeaves.Of($$$"""{"{{{escaped}}}":{"{{{escaped}}}":1}}""").Leaves[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{")]
    [InlineData("UP")]
    [InlineData("5 6")]
    [InlineData("{\"a\":1}}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[{\"name\":\"a\",\"b\":}]")]
    [InlineData("\uFEFF1")]
    [InlineData("\"\\x\"")]
    public void What_is_no_json_is_broken(string json) => Assert.Equal(JsonOutcome.Broken, RecordedLeaves.Of(json).Outcome);

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[{\"a\":", "}]")]
    [InlineData("[", "]")]
    public void Depth_is_bounded(string open, string close)
    {
        foreach (var depth in new[] { JsonLeaves.MostDepth + 1, 60, 70, 100_000 })
        {
            var json = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
            Assert.Contains(RecordedLeaves.Of(json).Outcome, open == "[" ? [JsonOutcome.TooDeep, JsonOutcome.Broken, JsonOutcome.Walked] : new[] { JsonOutcome.TooDeep, JsonOutcome.Broken });
        }
    }

    [Fact]
    public void What_is_no_utf8_is_handed_on_as_it_is()
    {
        var (outcome, leaves) = RecordedLeaves.Of([.. "{\"x\":[{\"name\":\""u8, 0xFF, (byte)'"', .. "}]}"u8]);
        Assert.Equal((JsonOutcome.Walked, "x[name=\uFFFD]/name = \uFFFD"), (outcome, Assert.Single(leaves)));
    }

    private static void AssertLeaves(string json, params string[] leaves)
    {
        var (outcome, walked) = RecordedLeaves.Of(json);
        Assert.Equal(JsonOutcome.Walked, outcome);
        Assert.Equal(leaves, walked);
    }
}
