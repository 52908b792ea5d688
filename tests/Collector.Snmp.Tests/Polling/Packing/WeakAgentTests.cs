using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>Agents that give wrong answers when asked for much at once: every poll shows what they have, and they are soon asked for less.</summary>
public sealed class WeakAgentTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";
    private const int Rows = 60;

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = PackedModule.Mib(Rows);

    public static TheoryData<string> Kinds => [.. Weaknesses.Keys];

    private static Dictionary<string, Func<FakeMib, Func<FakeRequest, IEnumerable<FakeReply>>>> Weaknesses { get; } = new()
    {
        ["skips a row above 55 varbinds"] = mib => WeakAgent.SkippingAbove(mib, 55),
        ["answers only the first column"] = WeakAgent.FirstColumnOnly,
        ["answers column after column"] = WeakAgent.ColumnAfterColumn,
        ["ends after two rows"] = mib => WeakAgent.EndingAfter(mib, 2),
        ["ends at once"] = mib => WeakAgent.EndingAfter(mib, 0),
        ["repeats a row"] = WeakAgent.Repeating,
        ["fails"] = WeakAgent.FailingAtColumns,
        ["sends nothing"] = WeakAgent.EmptyForColumns,
    };

    public void Dispose() => _lane.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_agent_that_gets_several_columns_wrong_is_caught_before_anything_is_shown_and_read_column_by_column(string kind)
    {
        var target = _lane.Add(Agent, Weaknesses[kind](_mib), [PackedModule.Plan(maxRepetitions: 20)]);
        for (var poll = 0; poll < 4; poll++)
        {
            Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (_lane.Poll(target) is var record ? record.Outcome : default, record.Truncated));
            Assert.Equal(PackedModule.Series(Enumerable.Range(1, Rows)), LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
            Assert.Equal(5007, LaneFixture.Series(target)["c5{i=\"7\",name=\"port7\"}"]);
        }

        Assert.True(target.Trust.IsSwitchedBack);
        Assert.Equal((1, 1), (_lane.Metrics.TargetsSwitchedBack, target.Series.History.LeftOut));
        var before = _lane.Network.Sent.Count;
        _lane.Poll(target);
        Assert.All(_lane.Network.Sent.Skip(before), sent => Assert.Equal((1, true), (sent.Request!.Names.Count, sent.Request.MaxRepetitions <= BulkTrust.Cautious)));
    }

    [Fact]
    public void An_agent_that_is_wrong_above_ten_repetitions_is_read_with_ten()
    {
        // Each walk begins one row too late as well, so what the first poll lacks differs from reply to reply, and the next ones find it.
        var target = _lane.Add(Agent, WeakAgent.WrongAbove(_mib, 10), [PackedModule.Plan()]);
        for (var poll = 0; poll < 4; poll++) _lane.Poll(target);
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, Rows)), LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_agent_that_sends_nothing_long_gets_less_each_time_until_it_answers()
    {
        var target = _lane.Add(Agent, WeakAgent.SilentAbove(_mib, 600), [PackedModule.Plan(maxRepetitions: 15)]);
        for (var poll = 0; poll < 3; poll++) Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, 0), (record.Outcome, record.Retries));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, Rows)), LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
        Assert.False(target.Trust.IsSwitchedBack);
    }

    [Fact]
    public void After_an_hour_it_is_tried_again_and_then_after_two()
    {
        var target = _lane.Add(Agent, WeakAgent.FirstColumnOnly(_mib), [PackedModule.Plan()], new TargetOptions { Interval = TimeSpan.FromMinutes(10) });
        _lane.Poll(target);
        _lane.Poll(target);
        Assert.Equal(1, target.Trust.Accusations);
        for (var poll = 0; poll < 6; poll++) _lane.Poll(target);
        Assert.Equal(1, target.Trust.Accusations);
        _lane.Poll(target);
        Assert.Equal(2, target.Trust.Accusations);
        for (var poll = 0; poll < 12; poll++) _lane.Poll(target);
        Assert.Equal(2, target.Trust.Accusations);
        _lane.Poll(target);
        Assert.Equal(3, target.Trust.Accusations);
    }

    [Fact]
    public void An_agent_without_a_fault_is_never_accused_however_its_rows_change()
    {
        var target = _lane.Add(Agent, WeakAgent.Fitting(_mib, 1472), [PackedModule.Plan()]);
        for (var poll = 0; poll < 20; poll++)
        {
            PackedModule.RemoveRow(_mib, 1 + (poll * 3));
            PackedModule.AddRow(_mib, 100 + poll);
            _lane.Poll(target);
            Assert.Equal(PackedModule.Series(Enumerable.Range(1, 200).Where(Has)), LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
            bool Has(int row) => row <= Rows ? row % 3 != 1 || row > 1 + (3 * poll) : row >= 100 && row <= 100 + poll;
        }

        Assert.Equal((0, 0), (target.Trust.Accusations, _lane.Metrics.TargetsSwitchedBack));
    }
}
