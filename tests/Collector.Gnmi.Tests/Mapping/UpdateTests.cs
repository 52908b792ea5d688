using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Store.Streams;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Google.Protobuf;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>What updates become: which series, with which labels and values. T-numbers are those of the conformance list for gNMI clients.</summary>
public sealed class UpdateTests
{
    private const string InOctets = "interfaces_interface_state_counters_in_octets";
    private readonly GnmiStream _stream = new();

    [Fact]
    public void T11_prefix_and_path_together_are_the_path()
    {
        _stream.Send(At(0, "openconfig:/interfaces/interface[name=Ethernet1/1\\[x\\]]").Update("state/mtu", 1500));
        Assert.Equal(
            new Dictionary<string, double> { ["openconfig_interfaces_interface_state_mtu{subscription_name=\"ifc\",interface_name=\"Ethernet1/1[x]\"}"] = 1500 },
            _stream.Read());
    }

    [Fact]
    public void T11_of_two_origins_that_of_the_prefix_counts()
    {
        _stream.Send(At(0, "openconfig:/interfaces").Update("native:/mtu", 1500));
        Assert.Equal("openconfig_interfaces_mtu{subscription_name=\"ifc\"}", Assert.Single(_stream.Read()).Key);
        Assert.Equal(1, _stream.History.DecodeErrors(DecodeErrorKind.Path));
    }

    [Fact]
    public void Three_interfaces_below_one_prefix_are_three_series()
    {
        _stream.Send(At(0, "/interfaces").Update("interface[name=e1]/state/counters/in-octets", 1).Update("interface[name=e2]/state/counters/in-octets", 2)
            .Update("interface[name=e3]/state/counters/in-octets", 3));
        Assert.Equal([1.0, 2, 3], _stream.Read().OrderBy(series => series.Key, StringComparer.Ordinal).Select(series => series.Value));
    }

    [Fact]
    public void A_gauge_that_goes_up_and_down_is_shown_as_it_is()
    {
        foreach (var (value, index) in new ulong[] { 100, 50, 80, 20 }.Select((value, index) => (value, index)))
        {
            _stream.Send(At(index).Update("/system/memory/state/used", value));
            Assert.Equal(value, Assert.Single(_stream.Read()).Value);
        }
    }

    [Fact]
    public void T13_any_text_survives_as_the_value_of_a_key()
    {
        var path = Path("/interfaces/interface[name=x]/state/mtu");
        path.Elem[1].Key["name"] = "a]b[c=d]/\"e\"\\ é\n";
        var notification = At(0);
        notification.Update.Add(new Update { Path = path, Val = new TypedValue { UintVal = 1 } });
        _stream.Send(notification);
        Assert.Equal("interfaces_interface_state_mtu{subscription_name=\"ifc\",interface_name=\"a]b[c=d]/\\\"e\\\"\\\\ é\\n\"}", Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void Keys_that_are_no_UTF8_stay_different_rows()
    {
        var stream = new GnmiStream();
        foreach (var octet in (byte[])[0xFE, 0xFF])
        {
            var sent = new SubscribeResponse { Update = At(0).Update("/interfaces/interface[name=e?]/state/mtu", (ulong)octet) }.ToByteArray();
            sent[sent.AsSpan().IndexOf((byte)'?')] = octet;
            Assert.Equal(ResponseKind.Notification, stream.Sink.Apply(sent, stream.Now));
        }

        Assert.Equal(
            new Dictionary<string, double> { [Mtu("e\\\\xFE")] = 254, [Mtu("e\\\\xFF")] = 255 },
            stream.Read());

        static string Mtu(string name) => $"interfaces_interface_state_mtu{{subscription_name=\"ifc\",interface_name=\"{name}\"}}";
    }

    [Fact]
    public void T15_labels_do_not_depend_on_the_order_of_keys()
    {
        foreach (var keys in new[] { new[] { "a", "b" }, ["b", "a"] })
        {
            var path = Path("/list/state/x");
            foreach (var key in keys) path.Elem[0].Key.Add(key, "1");
            var notification = At(keys[0] == "a" ? 0 : 1);
            notification.Update.Add(new Update { Path = path, Val = new TypedValue { UintVal = 1 } });
            _stream.Send(notification);
        }

        Assert.Equal("list_state_x{subscription_name=\"ifc\",list_a=\"1\",list_b=\"1\"}", Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void T16_paths_of_old_devices_are_names_without_keys()
    {
        var path = new Gnmi.Protocol.Path();
#pragma warning disable CS0612 // what old devices send
        path.Element.AddRange(["system", "state", "uptime"]);
#pragma warning restore CS0612
        var notification = At(0);
        notification.Update.Add(new Update { Path = path, Val = new TypedValue { UintVal = 7 } });
        _stream.Send(notification);
        Assert.Equal("system_state_uptime{subscription_name=\"ifc\"}", Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void T17_the_target_of_a_prefix_is_a_label()
    {
        var notification = At(0, "/system").Update("state/uptime", 7);
        notification.Prefix.Target = "behind-a-gateway";
        _stream.Send(notification);
        Assert.Equal("system_state_uptime{subscription_name=\"ifc\",target=\"behind-a-gateway\"}", Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void T20_unsigned_values_keep_all_64_bits()
    {
        _stream.Send(At(0).Update("/a/b", ulong.MaxValue));
        Assert.Equal(18446744073709551615.0, Assert.Single(_stream.Read()).Value);
    }

    public static TheoryData<TypedValue, double> Numbers => new()
    {
        { new TypedValue { IntVal = -1 }, -1 },
        { new TypedValue { BoolVal = true }, 1 },
        { new TypedValue { BoolVal = false }, 0 },
        { new TypedValue { DoubleVal = double.NaN }, double.NaN },
        { new TypedValue { DoubleVal = double.PositiveInfinity }, double.PositiveInfinity },
#pragma warning disable CS0612 // T22: what old devices send
        { new TypedValue { FloatVal = 0.5f }, 0.5 },
        { new TypedValue { DecimalVal = new Decimal64 { Digits = -12345, Precision = 2 } }, -123.45 },
        { new TypedValue { DecimalVal = new Decimal64 { Digits = 3, Precision = 1 } }, 0.3 },
#pragma warning restore CS0612
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void T21_T22_numbers_of_every_type_are_samples(TypedValue sent, double expected)
    {
        _stream.Send(At(0).Update("/a/b", sent));
        Assert.Equal(expected, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void T28_T29_what_has_no_value_that_we_know_is_counted_and_not_shown()
    {
        var notification = At(0).Update("/a/ascii", new TypedValue { AsciiVal = "7" }).Update("/a/proto", new TypedValue { ProtoBytes = Google.Protobuf.ByteString.Empty }).Update("/a/none", new TypedValue());
        notification.Update.Add(new Update { Path = Path("/a/missing") });
        Assert.Equal(ResponseKind.Notification, _stream.Send(notification));
        Assert.Empty(_stream.Read());
        Assert.Equal(1, _stream.History.UnsupportedValues(UnsupportedValueKind.Ascii));
        Assert.Equal(1, _stream.History.UnsupportedValues(UnsupportedValueKind.ProtoBytes));
        Assert.Equal(2, _stream.History.UnsupportedValues(UnsupportedValueKind.None));
    }

    [Fact]
    public void T30_a_leaf_that_changes_its_type_has_one_series_with_the_last_value()
    {
        _stream.Send(At(0).Update("/a/b", 5));
        _stream.Send(At(1).Update("/a/b", new TypedValue { DoubleVal = 5.5 }));
        Assert.Equal(5.5, Assert.Single(_stream.Read()).Value);
        Assert.Equal(1, _stream.History.TypeChanges);
        Assert.Equal(1, _stream.History.Series);
    }

    [Fact]
    public void T31_of_two_updates_of_one_path_the_last_counts()
    {
        _stream.Send(At(0).Update("/a/b", 1).Update("/a/b", 2));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Theory]
    [InlineData(0, TimestampProblem.Zero)]
    [InlineData(-5, TimestampProblem.Negative)]
    [InlineData(1_700_000_000, TimestampProblem.WrongUnit)]
    [InlineData(1_700_000_000_000, TimestampProblem.WrongUnit)]
    [InlineData(GnmiStream.Start + 7_200_000_000_000, TimestampProblem.Future)]
    public void T38_a_time_that_cannot_be_believed_is_counted_and_the_value_shown(long timestamp, TimestampProblem problem)
    {
        _stream.Send(At(0).Update("/a/b", 1));
        _stream.Now += 1_000_000_000;
        var notification = At(0).Update("/a/b", 2);
        notification.Timestamp = timestamp;
        _stream.Send(notification);
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
        Assert.Equal(1, _stream.History.TimestampProblems(problem));
    }

    [Fact]
    public void T38_an_update_that_was_overtaken_does_not_bring_the_old_value_back()
    {
        _stream.Send(At(2).Update("/a/b", 2));
        _stream.Send(At(1).Update("/a/b", 1));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void T38_a_clock_that_is_set_back_does_not_stop_a_series()
    {
        _stream.Send(At(3600).Update("/a/b", 1));
        _stream.Send(At(0).Update("/a/b", 2));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void T39_of_two_values_of_one_time_the_last_counts()
    {
        _stream.Send(At(0).Update("/a/b", 1));
        _stream.Send(At(0).Update("/a/b", 2));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void T40_values_that_the_device_left_out_are_counted()
    {
        var notification = At(0).Update("/a/b", 1).Update("/a/c", 1);
        notification.Update[0].Duplicates = 3;
        notification.Update[1].Duplicates = 4;
        _stream.Send(notification);
        Assert.Equal(7, _stream.History.Coalesced);
    }

    [Fact]
    public void T41_an_empty_notification_is_one()
    {
        Assert.Equal(ResponseKind.Notification, _stream.Send(At(0)));
        Assert.Equal(1, _stream.History.Notifications);
        Assert.Equal(0, _stream.History.DecodeErrors(DecodeErrorKind.Message));
    }

    [Fact]
    public void T19b_one_name_with_varying_labels_is_legal()
    {
        _stream.Send(At(0).Update("/a/b/c", 1));
        _stream.Send(At(0).Update("/a/b[k=x]/c", 2));
        Assert.Equal(["a_b_c{subscription_name=\"ifc\",b_k=\"x\"}", "a_b_c{subscription_name=\"ifc\"}"], _stream.Read().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_row_beyond_the_limit_is_counted_and_the_others_live_on()
    {
        var stream = new GnmiStream(limits: new() { Series = 10 });
        for (var i = 0; i < 30; i++) stream.Send(At(0).Update($"/interfaces/interface[name=e{i}]/state/counters/in-octets", 1));
        Assert.InRange(stream.Read().Count, 5, 10);
        Assert.True(stream.History.SeriesLimitHits > 0);
        stream.Send(At(1).Update("/interfaces/interface[name=e0]/state/counters/in-octets", 2));
        Assert.Equal(2, stream.Read()[$"{InOctets}{{subscription_name=\"ifc\",interface_name=\"e0\"}}"]);
    }

    [Fact]
    public void Rows_that_come_and_go_for_ever_are_bounded_and_never_refused()
    {
        var stream = new GnmiStream(limits: new() { Series = 100 });
        for (var i = 0; i < 1000; i++)
        {
            stream.Send(At(i).Update($"/sessions/session[id={i}]/state/octets", 1));
            stream.Send(At(i + 0.5).Delete($"/sessions/session[id={i}]"));
        }

        Assert.Empty(stream.Read());
        Assert.Equal(0, stream.History.SeriesLimitHits);
        Assert.Equal(0, stream.History.Series);
    }

    [Fact]
    public void However_often_bindings_are_forgotten_no_value_stands_under_another_name()
    {
        var stream = new GnmiStream(limits: new() { Series = 10 });
        for (var i = 0; i < 300; i++)
        {
            var entry = $"/sessions/session[id={i % 7}]";
            stream.Send(At(i, entry).Update("state/a", (ulong)(i % 7)).Update("state/b", (ulong)(i % 7)).Update($"state/c{i}", (ulong)(i % 7)));
            Assert.All(stream.Read(), series => Assert.Contains($"session_id=\"{series.Value}\"", series.Key, StringComparison.Ordinal));
            if (i % 2 == 0) stream.Send(At(i + 0.5).Delete(entry));
        }
    }

    [Fact]
    public void In_steady_state_nothing_is_allocated()
    {
        var round = Enumerable.Range(0, 20).Select(i => Google.Protobuf.MessageExtensions.ToByteArray(new SubscribeResponse
        {
            Update = At(0, $"/interfaces/interface[name=e{i}]").Update("state/counters/in-octets", (ulong)i).Update("state/counters/out-octets", 5)
                .Update("state/mtu", new TypedValue { IntVal = 5 }).Update("state/load", new TypedValue { DoubleVal = 0.5 }),
        })).ToArray();
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            foreach (var message in round) _stream.Sink.Apply(message, _stream.Now);
        }));
        Assert.Equal(80, _stream.Read().Count);
    }
}
