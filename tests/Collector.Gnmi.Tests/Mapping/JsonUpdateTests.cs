using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Store.Streams;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Google.Protobuf;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>JSON values, leaf-lists and text, from the message to the series.</summary>
public sealed class JsonUpdateTests
{
    private readonly GnmiStream _stream = new();

    [Fact]
    public void T18_an_object_at_the_root_is_taken_apart_from_the_root()
    {
        Send("/", """{"system":{"state":{"uptime":"5"}}}""");
        Assert.Equal("system_state_uptime{subscription_name=\"ifc\"}", Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void T25_entries_of_a_list_are_rows_with_their_keys_as_labels()
    {
        Send("/interfaces", """{"openconfig-interfaces:interface":[{"name":"e1","state":{"counters":{"in-octets":"5"},"mtu":9000}},{"state":{"counters":{"in-octets":"18446744073709551615"}},"name":"e2"}]}""");
        var octets = _stream.Read().Where(series => series.Key.Contains("in_octets", StringComparison.Ordinal)).OrderBy(series => series.Key, StringComparer.Ordinal).ToArray();
        Assert.Equal(2, octets.Length);
        Assert.Contains("interface_name=\"e1\"", octets[0].Key, StringComparison.Ordinal);
        Assert.Equal(5, octets[0].Value);
        Assert.Contains("interface_name=\"e2\"", octets[1].Key, StringComparison.Ordinal);
        Assert.Equal(18446744073709551615.0, octets[1].Value);
    }

    [Fact]
    public void T25_a_list_that_is_the_path_itself_gives_its_keys_to_the_last_element()
    {
        Send("/interfaces/interface", """[{"name":"e1","state":{"mtu":1500}},{"name":"e2","state":{"mtu":9000}}]""");
        Assert.Equal(
            ["interfaces_interface_state_mtu{subscription_name=\"ifc\",interface_name=\"e1\"}", "interfaces_interface_state_mtu{subscription_name=\"ifc\",interface_name=\"e2\"}"],
            _stream.Read().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void JSON_and_single_values_of_one_leaf_are_one_series()
    {
        Send("/interfaces/interface[name=e1]", """{"state":{"mtu":1500}}""");
        _stream.Send(At(1).Update("/interfaces/interface[name=e1]/state/mtu", 9000));
        Assert.Equal(9000, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void A_value_of_JSON_that_is_one_leaf_is_that_of_its_path()
    {
        Send("/interfaces/interface[name=e1]/state/mtu", " 1500 ");
        Send("/interfaces/interface[name=e1]/state/counters/in-octets", "\"18446744073709551615\"");
        Assert.Equal([1500, 18446744073709551615.0], _stream.Read().Values.Order());
        _stream.Send(At(2).Update("/interfaces/interface[name=e1]/state/mtu", 9000));
        Assert.Equal(2, _stream.Read().Count);
        Send("/interfaces/interface[name=e1]/state/mtu", "15x");
        Assert.Equal(1, _stream.History.DecodeErrors(DecodeErrorKind.Json));
    }

    [Fact]
    public void T25_an_entry_without_a_key_is_counted_and_its_place_stands_for_it()
    {
        Send("/a", """{"part":[{"state":{"x":1}},{"state":{"x":2}},{"name":"n","state":{"x":3}}]}""");
        Assert.Equal(3, _stream.Read().Count);
        Assert.Equal(2, _stream.History.ListEntryProblems(ListEntryProblem.NoKey));
        Assert.Equal(0, _stream.History.ListEntryProblems(ListEntryProblem.SameKeys));
    }

    [Fact]
    public void T25_entries_with_the_same_keys_are_counted_because_one_overwrites_the_other()
    {
        var json = """{"part":[{"name":"n","unit":1,"sub":[{"id":1,"x":1}]},{"name":"m","unit":1,"sub":[{"id":1,"x":1}]},{"name":"n","unit":2}]}""";
        Send("/a", json);
        Assert.Equal(1, _stream.History.ListEntryProblems(ListEntryProblem.SameKeys));
        Send("/a", json);
        Assert.Equal(2, _stream.History.ListEntryProblems(ListEntryProblem.SameKeys)); // each value is looked at alone
        Assert.Equal(0, _stream.History.ListEntryProblems(ListEntryProblem.NoKey));
    }

    [Fact]
    public void A_delete_ends_what_came_as_JSON()
    {
        Send("/interfaces", """{"interface":[{"name":"e1","state":{"mtu":1}},{"name":"e2","state":{"mtu":2}}]}""");
        _stream.Send(At(1).Delete("/interfaces/interface[name=e1]"));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("nonsense")]
    public void What_is_no_JSON_is_counted(string json)
    {
        Assert.Equal(ResponseKind.Notification, Send("/a", json));
        Assert.Empty(_stream.Read());
        Assert.Equal(1, _stream.History.DecodeErrors(DecodeErrorKind.Json));
    }

    [Fact]
    public void T29_the_value_of_old_devices_is_JSON()
    {
        var notification = At(0);
#pragma warning disable CS0612 // what old devices send
        notification.Update.Add(new Update { Path = Path("/a/b"), Value = new Value { Value_ = ByteString.CopyFromUtf8("7"), Type = Encoding.Json } });
#pragma warning restore CS0612
        _stream.Send(notification);
        Assert.Equal(7, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void A_state_that_the_built_in_rules_know_is_shown()
    {
        _stream.Send(At(0).Update("/interfaces/interface[name=e1]/state/oper-status", new TypedValue { StringVal = "UP" }));
        var before = _stream.Read();
        Assert.NotEmpty(before);
        _stream.Send(At(1).Update("/interfaces/interface[name=e1]/state/oper-status", new TypedValue { StringVal = "DOWN" }));
        Assert.NotEqual(before, _stream.Read());
    }

    [Fact]
    public void Taking_JSON_apart_allocates_nothing_in_steady_state()
    {
        var entries = Enumerable.Range(0, 20).Select(i => "{'name':'e" + i + "','state':{'counters':{'in-octets':'7','out-octets':'5'},'mtu':1500}}");
        var json = ("{'interface':[" + string.Join(',', entries) + "]}").Replace('\'', '"');
        var message = new SubscribeResponse { Update = At(0).Update("/interfaces", new TypedValue { JsonIetfVal = ByteString.CopyFromUtf8(json) }) }.ToByteArray();
        Assert.Equal(0, Allocations.InSteadyState(() => _stream.Sink.Apply(message, _stream.Now)));
        Assert.Equal(60, _stream.Read().Count);
    }

    private ResponseKind Send(string path, string json) => _stream.Send(At(0).Update(path, new TypedValue { JsonIetfVal = ByteString.CopyFromUtf8(json) }));
}
