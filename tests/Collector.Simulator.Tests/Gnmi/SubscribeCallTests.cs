using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi;
using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Requests;
using Collector.Testing.Gnmi;

namespace Collector.Simulator.Tests.Gnmi;

public class SubscribeCallTests
{
    private const string InOctets = "/interfaces/interface/state/counters/in-octets";

    [Fact]
    public void A_stream_says_what_there_is_then_sync_then_a_sample_every_interval()
    {
        using var call = new CallFixture(CallFixture.Request(InOctets, interval: 2));
        var first = call.Begin();
        Assert.Equal(3, CallFixture.Updates(first).Count);
        Assert.True(first[^1].SyncResponse);
        Check(CallFixture.Updates(first), call.Uptime);
        Assert.Empty(call.Pass(1.9));
        Check(CallFixture.Updates(call.Pass(0.1)), call.Uptime);
        Assert.Equal(9, CallFixture.Updates(call.Pass(6)).Count);
    }

    [Fact]
    public void What_changes_is_sent_when_it_changes_and_nothing_else_is()
    {
        using var call = new CallFixture(CallFixture.Request("/interfaces/interface/state/oper-status", SubscriptionMode.OnChange), interfaces: 10);
        Assert.Equal(10, CallFixture.Updates(call.Begin()).Count);
        for (var step = 0; step < 20; step++)
        {
            var before = call.Uptime;
            var updates = CallFixture.Updates(call.Pass(30));
            var changed = Enumerable.Range(1, 10).Where(number => GnmiFormula.IsUp(7, number, (long)before) != GnmiFormula.IsUp(7, number, (long)call.Uptime));
            Assert.Equal(
                changed.Select(number => ($"/interfaces/interface[name=Ethernet1/{number}]/state/oper-status", GnmiFormula.IsUp(7, number, (long)call.Uptime) ? "UP" : "DOWN")),
                updates.Select(static update => (update.Path, update.Value.StringVal)));
        }
    }

    [Fact]
    public void A_device_that_may_choose_samples_counters_and_watches_the_rest()
    {
        using var call = new CallFixture(CallFixture.Request("/interfaces/interface[name=Ethernet1|1]/state", SubscriptionMode.TargetDefined));
        call.Begin();
        var updates = CallFixture.Updates(call.Pass(10));
        Assert.Contains(updates, static update => update.Path.EndsWith("in-octets", StringComparison.Ordinal));
        Assert.DoesNotContain(updates, static update => update.Path.EndsWith("description", StringComparison.Ordinal));
    }

    [Fact]
    public void Updates_only_begins_with_sync()
    {
        using var call = new CallFixture(CallFixture.Request("/interfaces/interface/state/description", SubscriptionMode.OnChange, with: static list => list.UpdatesOnly = true));
        Assert.True(Assert.Single(call.Begin()).SyncResponse);
        Assert.Empty(call.Pass(600));
        var changed = call.Edit(static device => device.Interfaces = device.Interfaces with { Rows = device.Interfaces.Rows.SetItem(1, (2, InterfaceChange.None with { Description = "new" })) });
        Assert.Equal("new", Assert.Single(CallFixture.Updates(changed)).Value.StringVal);
    }

    [Fact]
    public void Redundant_samples_are_left_out_but_for_the_heartbeat()
    {
        var request = CallFixture.Request("/interfaces/interface/state/mtu", interval: 1);
        request.Subscribe.Subscription[0].SuppressRedundant = true;
        request.Subscribe.Subscription[0].HeartbeatInterval = 10UL * CallFixture.Second;
        using var call = new CallFixture(request);
        call.Begin();
        Assert.Empty(call.Pass(9.5));
        Assert.Equal(3, CallFixture.Updates(call.Pass(1)).Count);
    }

    [Fact]
    public void Leaves_of_a_container_go_together_whichever_path_asked_for_them()
    {
        using var call = new CallFixture(CallFixture.Request($"{InOctets} /interfaces/interface/state/counters/out-octets {InOctets}", interval: 1));
        Assert.Equal(3 + 1, call.Begin().Count);
        Assert.All(call.Pass(1), static response => Assert.Equal(["in-octets", "out-octets"], response.Update.Update.Select(static update => update.Path.Elem[^1].Name)));
    }

    [Fact]
    public void Once_ends_after_sync()
    {
        using var call = new CallFixture(CallFixture.Request(InOctets, with: static list => list.Mode = SubscriptionList.Types.Mode.Once));
        Assert.True(call.Begin()[^1].SyncResponse);
        Assert.Equal(StatusCode.OK, call.Call.End);
    }

    [Fact]
    public void Poll_says_nothing_until_it_is_asked()
    {
        using var call = new CallFixture(CallFixture.Request(InOctets, with: static list => list.Mode = SubscriptionList.Types.Mode.Poll));
        Assert.Empty(call.Begin());
        Assert.Empty(call.Pass(60));
        var answer = call.Poll();
        Check(CallFixture.Updates(answer), call.Uptime);
        Assert.True(answer[^1].SyncResponse);
    }

    [Fact]
    public void The_target_of_the_prefix_is_said_again_and_otherwise_there_is_none()
    {
        using var named = new CallFixture(CallFixture.Request(InOctets, with: static list => list.Prefix = new Collector.Gnmi.Protocol.Path { Target = "r1" }));
        Assert.All(named.Begin().SkipLast(1), static response => Assert.Equal("r1", response.Update.Prefix.Target));
        using var unnamed = new CallFixture(CallFixture.Request(InOctets), options: new GnmiFleetOptions { HasKeysInPath = true });
        Assert.All(unnamed.Begin().SkipLast(1), static response => Assert.Null(response.Update.Prefix));
    }

    [Fact]
    public void An_interface_that_goes_is_deleted_and_one_that_comes_is_sent()
    {
        using var call = new CallFixture(CallFixture.Request("/interfaces/interface/state", SubscriptionMode.OnChange));
        call.Begin();
        var gone = call.Edit(static device => device.Interfaces = new InterfaceList([(1, null), (3, null), (4, null)]));
        Assert.Equal(["/interfaces/interface[name=Ethernet1/2]"], CallFixture.Deletes(gone));
        Assert.NotEmpty(CallFixture.Updates(gone));
        Assert.All(CallFixture.Updates(gone).Where(static update => !update.Path.Contains("counters", StringComparison.Ordinal)), static update => Assert.Contains("Ethernet1/4", update.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_that_a_slow_reader_missed_are_counted_as_duplicates()
    {
        using var call = new CallFixture(CallFixture.Request(InOctets, interval: 1));
        call.Begin();
        var late = call.HoldUp(5.5);
        Assert.All(late, static response => Assert.Equal(4u, response.Update.Update[0].Duplicates));
        Assert.Equal(3, late.Count);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_silence_and_sync()
    {
        using var call = new CallFixture(CallFixture.Request("/nothing/here"));
        Assert.True(Assert.Single(call.Begin()).SyncResponse);
        Assert.Empty(call.Pass(60));
    }

    [Theory]
    [InlineData(0.5, StatusCode.InvalidArgument)]
    [InlineData(1, null)]
    public void A_sample_interval_that_is_too_short_is_refused(double interval, StatusCode? refusal)
    {
        var plan = SubscribePlan.TryRead(CallFixture.Request(InOctets, interval: interval), new GnmiFleetOptions(), out var code, out _);
        Assert.Equal(refusal, plan is null ? code : null);
    }

    [Fact]
    public void An_encoding_that_the_device_does_not_know_is_refused()
    {
        Assert.Null(SubscribePlan.TryRead(CallFixture.Request(InOctets), new GnmiFleetOptions { Encodings = [Encoding.JsonIetf] }, out var code, out _));
        Assert.Equal(StatusCode.Unimplemented, code);
    }

    private static void Check(List<(string Path, TypedValue Value)> updates, ulong uptime)
    {
        Assert.Equal(3, updates.Count);
        for (var number = 1; number <= 3; number++)
        {
            Assert.Equal($"/interfaces/interface[name=Ethernet1/{number}]/state/counters/in-octets", updates[number - 1].Path);
            Assert.Equal(GnmiFormula.Rate("in-octets", 7, number) * uptime, updates[number - 1].Value.UintVal);
        }
    }
}
