using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi;
using Collector.Testing.Gnmi;

namespace Collector.Simulator.Tests.Gnmi;

public class NatureTests
{
    private const string Counters = "/interfaces/interface/state/counters";

    [Fact]
    public void No_sync_and_late_sync()
    {
        using var never = Begin(GnmiNature.NoSync, out var first);
        Assert.DoesNotContain(first.Concat(never.Pass(60)), static response => response.SyncResponse);
        using var late = Begin(GnmiNature.LateSync, out first);
        Assert.DoesNotContain(first.Concat(late.Pass(9.9)), static response => response.SyncResponse);
        Assert.Contains(late.Pass(0.2), static response => response.SyncResponse);
    }

    [Fact]
    public void Deletes_are_of_a_leaf_then_a_branch_then_a_wildcard_and_all_of_it_comes_back()
    {
        using var call = Begin(GnmiNature.Deleting, out _, interval: 1);
        Delete(call, "/interfaces/interface[name=Ethernet1/1]/state/counters/in-octets", 1);
        Delete(call, "/interfaces/interface[name=Ethernet1/1]", 14);
        Delete(call, "/interfaces/interface[name=*]/state/counters/in-octets", 3);
    }

    [Fact]
    public void Every_second_atomic_notification_lacks_a_leaf()
    {
        using var call = Begin(GnmiNature.Atomic, out var first, interval: 1);
        Assert.All(first.SkipLast(1), static response => Assert.True(response.Update.Atomic));
        Assert.Equal(14, first[0].Update.Update.Count);
        Assert.Equal(13, call.Pass(1)[0].Update.Update.Count);
        Assert.Equal(14, call.Pass(1)[0].Update.Update.Count);
    }

    [Theory]
    [InlineData(GnmiNature.TimeZero, 0)]
    [InlineData(GnmiNature.TimeNegative, -CallFixture.StartNs - 100 * CallFixture.Second)]
    [InlineData(GnmiNature.TimeInSeconds, 1_700_000_100)]
    [InlineData(GnmiNature.TimeAhead, CallFixture.StartNs + 86_500 * CallFixture.Second)]
    public void Wrong_clocks(GnmiNature nature, long timestamp)
    {
        using var call = Begin(nature, out var first);
        Assert.Equal(timestamp, first[0].Update.Timestamp);
    }

    [Theory]
    [InlineData(GnmiNature.EndsWithOk, StatusCode.OK)]
    [InlineData(GnmiNature.GoesAway, StatusCode.Unavailable)]
    public void Streams_that_end_by_themselves(GnmiNature nature, StatusCode end)
    {
        using var call = Begin(nature, out _);
        call.Pass(9.9);
        Assert.Null(call.Call.End);
        call.Pass(0.2);
        Assert.Equal(end, call.Call.End);
    }

    [Fact]
    public void A_huge_message_ends_with_the_right_values()
    {
        using var call = Begin(GnmiNature.Huge, out var first);
        var huge = first[0].Update;
        Assert.InRange(first[0].CalculateSize(), 6_000_000, 7_000_000);
        var last = huge.Update.Last(static update => update.Path.Elem[^1].Name == "in-octets");
        Assert.Equal(GnmiFormula.Rate("in-octets", 7, 3) * call.Uptime, last.Val.UintVal);
    }

    [Fact]
    public void Silence_and_coalescing_and_old_paths()
    {
        using var silent = Begin(GnmiNature.Silent, out var nothing);
        Assert.Empty(nothing.Concat(silent.Pass(600)));
        using var coalescing = Begin(GnmiNature.Coalescing, out var some);
        Assert.Equal(3u, some[0].Update.Update[0].Duplicates);
        using var old = Begin(GnmiNature.OldPaths, out var first);
#pragma warning disable CS0612 // that is the point
        Assert.Equal(["interfaces", "interface", "Ethernet1/1", "state", "counters"], first[0].Update.Prefix.Element);
        Assert.Equal(["in-octets"], first[0].Update.Update[0].Path.Element);
#pragma warning restore CS0612
    }

    [Fact]
    public void Types_change_and_the_number_stays()
    {
        using var call = Begin(GnmiNature.ChangingTypes, out var first, interval: 1);
        Assert.Equal(GnmiFormula.Rate("in-octets", 7, 1) * call.Uptime, first[0].Update.Update[0].Val.UintVal);
        Assert.Equal($"{GnmiFormula.Rate("in-octets", 7, 1) * (call.Uptime + 100)}", call.Pass(1)[0].Update.Update[0].Val.StringVal);
        Assert.Equal(GnmiFormula.Rate("in-octets", 7, 1) * (double)(call.Uptime + 100), call.Pass(1)[0].Update.Update[0].Val.DoubleVal);
    }

    private static CallFixture Begin(GnmiNature nature, out List<SubscribeResponse> first, double interval = 30)
    {
        var call = new CallFixture(CallFixture.Request(Counters, interval: interval), nature);
        first = call.Begin();
        return call;
    }

    private static void Delete(CallFixture call, string path, int leaves)
    {
        var before = call.Pass(4.5);
        Assert.Empty(CallFixture.Deletes(before));
        Assert.Equal(3 * 14 * 4, CallFixture.Updates(before).Count);
        var deleting = call.Pass(1); // one sample falls into it, with what was deleted gone
        Assert.Equal([path], CallFixture.Deletes(deleting));
        Assert.Equal(3 * 14 - leaves, CallFixture.Updates(deleting).Count);
        var back = call.Pass(4.5);
        Assert.Equal(4 * (3 * 14 - leaves) + leaves + 3 * 14, CallFixture.Updates(back).Count);
    }
}
