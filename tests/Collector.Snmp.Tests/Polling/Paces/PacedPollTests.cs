using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Paces;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Paces;

/// <summary>Which columns a poll asks for, poll after poll, and what makes it ask for more.</summary>
public sealed class PacedPollTests : IDisposable
{
    private const string Address = "192.0.2.1:161";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Names_and_constants_are_left_out_once_two_polls_have_found_the_device_the_same()
    {
        var (device, target) = Add(PacedModules.Rare);
        string[] all = ["ifAlias", "ifHighSpeed", "ifInOctets", "ifName", "lastChange", "upTime"];
        Assert.Equal(all, Poll(device, target));
        Assert.Equal(all, Poll(device, target));
        for (var poll = 0; poll < 2; poll++) Assert.Equal(["ifInOctets", "lastChange", "upTime"], Poll(device, target));
        Assert.Equal(6, LaneFixture.Series(target).Count);
        Assert.Equal((1, 1, 0), (Reads(SlowReadReason.First), Reads(SlowReadReason.Unsettled), Reads(SlowReadReason.Pace)));
        Assert.Equal((8 + 2, 6), (_lane.Metrics.ObjectsRead, _lane.Metrics.ObjectsCarried));
    }

    [Fact]
    public void Each_pace_comes_round_and_the_alias_twice_as_often()
    {
        var (device, target) = Settle(PacedModules.Usual);
        var asked = Enumerable.Range(0, 40).SelectMany(_ => Poll(device, target)).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((40, 40, 40), (asked["ifInOctets"], asked["upTime"], asked["lastChange"]));
        Assert.Equal((4, 8, 8), (asked["ifName"], asked["ifAlias"], asked["ifHighSpeed"]));
    }

    [Fact]
    public void An_alias_that_was_edited_shows_after_five_minutes_at_most()
    {
        var (device, target) = Settle(PacedModules.Usual);
        device.SetAlias(2, "new");
        for (var poll = 0; poll < 5; poll++) Poll(device, target);
        Assert.Contains(LaneFixture.Series(target).Keys, key => key.Contains("ifAlias=\"new\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_restart_has_everything_read_before_anything_is_published()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.Reboot(shift: 1);
        Assert.Equal(["ifAlias", "ifHighSpeed", "ifInOctets", "ifInOctets", "ifName", "lastChange", "upTime"], Poll(device, target));
        AssertTruth(target);
        Assert.Equal(1, Reads(SlowReadReason.Restart));
        Assert.Contains("ifName", Poll(device, target)); // and for five minutes, while its cards come up
        AssertTruth(target);
    }

    [Fact]
    public void A_renumbering_that_the_device_tells_has_everything_read_before_anything_is_published()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.Swap(1, 3);
        Assert.Equal(["ifAlias", "ifHighSpeed", "ifInOctets", "ifInOctets", "ifName", "lastChange", "upTime"], Poll(device, target));
        AssertTruth(target);
        Assert.Equal(1, Reads(SlowReadReason.Change));
    }

    [Fact]
    public void A_renumbering_after_the_counters_were_read_is_noticed_too()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.Before = request =>
        {
            if (request.Names.Any(name => name.ToString() == RenumberingDevice.LastChange)) device.Swap(1, 3);
        };
        Poll(device, target);
        AssertTruth(target);
    }

    [Fact]
    public void A_row_that_comes_has_its_names_in_the_same_poll()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.Add(9);
        Poll(device, target);
        AssertTruth(target);
        Assert.Equal(8, LaneFixture.Series(target).Count);
    }

    [Fact]
    public void A_row_that_loses_its_counters_keeps_its_constants()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.SetCounting(2, false);
        for (var poll = 0; poll < 6; poll++)
        {
            Poll(device, target);
            Assert.Equal(5, LaneFixture.Series(target).Count);
        }
    }

    [Fact]
    public void Without_a_word_on_changes_of_the_table_names_are_read_in_every_poll_and_constants_are_not()
    {
        var (device, target) = Settle(PacedModules.Rare, device => new RenumberingDevice(device, 3) { HasLastChange = false });
        Assert.Equal(["ifAlias", "ifInOctets", "ifName", "lastChange", "upTime"], Poll(device, target));
        device.Swap(1, 3);
        Poll(device, target);
        AssertTruth(target);
        Assert.All(LaneFixture.Series(target), one => Assert.True(RenumberingDevice.IsNameOf(NameIn(one.Key), one.Key.StartsWith("ifHighSpeed", StringComparison.Ordinal) ? 1000 * one.Value : one.Value), one.Key));
    }

    [Fact]
    public void Without_sysUpTime_everything_is_read_in_every_poll_and_it_is_asked_for_rarely()
    {
        var (device, target) = Settle(PacedModules.Usual, device => new RenumberingDevice(device, 3) { HasLastChange = false, HasUpTime = false });
        var asked = Enumerable.Range(0, 20).SelectMany(_ => Poll(device, target)).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((20, 20), (asked["ifInOctets"], asked["ifName"]));
        Assert.Equal(2, asked["upTime"]);
    }

    [Fact]
    public void A_device_that_does_not_keep_its_guard_is_not_believed()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.IsFrozen = true;
        device.Add(9); // and ifTableLastChange stands still
        Poll(device, target);
        AssertTruth(target);
        for (var poll = 0; poll < 6; poll++) Poll(device, target);
        Assert.Equal(["ifAlias", "ifInOctets", "ifName", "lastChange", "upTime"], Poll(device, target));
        device.Swap(1, 3);
        Poll(device, target);
        AssertTruth(target);
    }

    [Fact]
    public void A_poll_after_one_without_a_reply_reads_everything()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.IsSilentFor = name => name.StartsWith(RenumberingDevice.InOctets, StringComparison.Ordinal);
        Poll(device, target);
        device.IsSilentFor = null;
        Assert.Contains("ifName", Poll(device, target));
        Assert.Equal(2, Reads(SlowReadReason.First));
        Assert.Equal(6, LaneFixture.Series(target).Count);
    }

    [Fact]
    public void While_nobody_says_whether_names_still_hold_no_row_is_shown_under_them()
    {
        var (device, target) = Settle(PacedModules.Rare);
        device.Reboot(shift: 1);
        device.IsSilentFor = name => name is RenumberingDevice.UpTime or RenumberingDevice.LastChange;
        Poll(device, target);
        Assert.Empty(LaneFixture.Series(target));
        device.IsSilentFor = null;
        Poll(device, target);
        Assert.Equal(1, Reads(SlowReadReason.Incomplete));
        AssertTruth(target);
        Assert.Equal(6, LaneFixture.Series(target).Count);
    }

    [Fact]
    public void A_device_with_little_to_save_is_read_whole_and_not_asked_for_guards()
    {
        var (device, target) = Settle(PacedModules.With(new SnmpPaces(), fewestInstances: 48));
        Assert.Equal(["ifAlias", "ifHighSpeed", "ifInOctets", "ifName"], Poll(device, target));
        Assert.Equal(1, Reads(SlowReadReason.First));
    }

    [Fact]
    public void Off_is_as_if_there_were_no_paces()
    {
        Assert.Null(PacedModules.Off.Paces);
        var (device, target) = Settle(PacedModules.Off);
        Assert.Equal(["ifAlias", "ifHighSpeed", "ifInOctets", "ifName"], Poll(device, target));
    }

    [Fact]
    public void A_poll_on_demand_reads_everything()
    {
        var device = new RenumberingDevice(_lane.Time, 3);
        _lane.Network.Listen(LaneFixture.Endpoint(Address), device.Answer);
        for (var walk = 0; walk < 4; walk++)
        {
            var target = _lane.Add(Address, [PacedModules.Rare], new TargetOptions { IsOnce = true });
            device.Requests.Clear();
            _lane.TurnUntil(() => target.Series.History.Finished > 0);
            Assert.Equal(["ifAlias", "ifHighSpeed", "ifInOctets", "ifName"], Asked(device));
            _lane.Lane.Change([target], []);
        }
    }

    private static string[] Asked(RenumberingDevice device) =>
        [.. device.Requests.SelectMany(NamesIn).Order(StringComparer.Ordinal)];

    /// <summary>The beginnings of walks, and what is asked for by GET.</summary>
    private static IEnumerable<string> NamesIn(FakeRequest request) => request.Names.Select(name => name.ToString()).Select(name => name switch
    {
        RenumberingDevice.UpTime => "upTime",
        RenumberingDevice.LastChange => "lastChange",
        RenumberingDevice.InOctets when request.Type != PduType.Get => "ifInOctets",
        RenumberingDevice.Name when request.Type != PduType.Get => "ifName",
        RenumberingDevice.HighSpeed when request.Type != PduType.Get => "ifHighSpeed",
        RenumberingDevice.Alias when request.Type != PduType.Get => "ifAlias",
        _ => "",
    }).Where(name => name.Length > 0);

    private static string NameIn(string series) => series[(series.IndexOf("ifName=\"", StringComparison.Ordinal) + 8)..].Split('"')[0];

    /// <summary>Each counter stands under the name of the interface that it belongs to.</summary>
    private static void AssertTruth(LaneTarget target)
    {
        var counters = LaneFixture.Series(target).Where(one => one.Key.StartsWith("ifInOctets", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(counters);
        Assert.All(counters, one => Assert.True(RenumberingDevice.IsNameOf(NameIn(one.Key), one.Value), $"{one.Key} {one.Value}"));
    }

    private (RenumberingDevice Device, LaneTarget Target) Add(ModulePlan plan, Func<ManualTime, RenumberingDevice>? make = null)
    {
        var device = make?.Invoke(_lane.Time) ?? new RenumberingDevice(_lane.Time, 3);
        return (device, _lane.Add(Address, device.Answer, [plan], new TargetOptions { Timeout = TimeSpan.FromSeconds(1), Retries = 0 }));
    }

    /// <summary>After the polls that a new target is read whole in.</summary>
    private (RenumberingDevice Device, LaneTarget Target) Settle(ModulePlan plan, Func<ManualTime, RenumberingDevice>? make = null)
    {
        var (device, target) = Add(plan, make);
        for (var poll = 0; poll < 3; poll++) Poll(device, target);
        return (device, target);
    }

    private string[] Poll(RenumberingDevice device, LaneTarget target)
    {
        device.Requests.Clear();
        _lane.Poll(target);
        return Asked(device);
    }

    private long Reads(SlowReadReason reason) => _lane.Metrics.SlowReadsFor(reason);
}
