using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>How columns of known tables are read side by side.</summary>
public sealed class ColumnsWalkTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void The_first_poll_reads_subtrees_and_the_next_ones_columns_side_by_side()
    {
        var mib = PackedModule.Mib(50);
        var target = _lane.Add(Agent, WeakAgent.Fitting(mib, 1472), [PackedModule.Plan()]);
        var first = _lane.Poll(target);
        Assert.All(_lane.Network.Sent, sent => Assert.Single(sent.Request!.Names));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 50)), Keys(target));

        for (var poll = 0; poll < 3; poll++) // the length of varbinds has to be learned
        {
            mib.Set(PackedModule.Cell(7, 50, add: 1));
            var before = _lane.Network.Sent.Count;
            var record = _lane.Poll(target);

            Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
            Assert.Equal((11 * 50) + 1, record.Varbinds); // the column that nobody wants is not asked for
            Assert.Equal(PackedModule.Series(Enumerable.Range(1, 50)), Keys(target));
            Assert.Equal(7051, LaneFixture.Series(target)["c7{i=\"50\",name=\"port50\"}"]);
            Assert.Contains(_lane.Network.Sent.Skip(before), sent => sent.Request!.Names.Count > 1);
            Assert.All(_lane.Network.Sent.Skip(before), sent => Assert.InRange(sent.Request!.MaxRepetitions, 1, 25));
            Assert.True(record.Requests <= (poll == 0 ? 13 : 11), $"{record.Requests} requests; {first.Requests} subtree by subtree");
        }

        _lane.AssertIdle();
    }

    [Fact]
    public void Rows_that_came_and_went_are_seen_at_once_wherever_they_are()
    {
        var mib = PackedModule.Mib(60);
        PackedModule.RemoveRow(mib, 30);
        var target = _lane.Add(Agent, WeakAgent.Fitting(mib, 1472), [PackedModule.Plan()]);
        _lane.Poll(target);
        _lane.Poll(target);

        PackedModule.RemoveRow(mib, 1);
        PackedModule.RemoveRow(mib, 45);
        PackedModule.AddRow(mib, 30);
        for (var row = 61; row <= 90; row++) PackedModule.AddRow(mib, row);
        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 90).Except([1, 45])), Keys(target));
        Assert.Equal(PduType.Get, _lane.Network.Sent[^1].Request!.Type); // rows 1 and 45 are asked for before it is believed that they are gone
        Assert.False(target.Trust.IsSwitchedBack);
    }

    [Fact]
    public void Only_the_objects_that_are_due_are_asked_for()
    {
        var plan = PackedModule.Plan();
        var target = _lane.Add(Agent, WeakAgent.Fitting(PackedModule.Mib(50), 1472), [plan]);
        _lane.Poll(target);
        var module = target.Modules[0];
        foreach (var mapped in plan.Objects.Objects.Where(mapped => mapped.Name.ToString() is not (PackedModule.Entry + ".3" or PackedModule.Entry + ".5"))) module.Due.Remove(mapped);

        module.Columns.Begin([.. module.Steps.OfType<SubtreeWalk>()], mayPack: true);

        Assert.Equal([PackedModule.Entry + ".3", PackedModule.Entry + ".5"], module.Columns.Pool!.Parts.ToArray().Select(part => part.Object.Name.ToString()));
        module.Columns.Release();
    }

    [Fact]
    public void A_module_that_is_told_not_to_pack_never_does()
    {
        var target = _lane.Add(Agent, WeakAgent.Fitting(PackedModule.Mib(50), 1472), [PackedModule.Plan(packs: false)]);
        for (var poll = 0; poll < 3; poll++) _lane.Poll(target);
        Assert.All(_lane.Network.Sent, sent => Assert.Single(sent.Request!.Names));
    }

    [Fact]
    public void A_v1_agent_is_read_name_by_name()
    {
        var target = _lane.Add(Agent, request => [PackedModule.Mib(20).Answer(request)], [PackedModule.Plan()], new TargetOptions { Version = SnmpVersion.V1 });
        for (var poll = 0; poll < 2; poll++) _lane.Poll(target);
        Assert.All(_lane.Network.Sent, sent => Assert.Equal((1, PduType.GetNext), (sent.Request!.Names.Count, sent.Request.Type)));
    }

    [Theory]
    [InlineData(484)]
    [InlineData(700)]
    [InlineData(1000)]
    public void How_much_fits_into_a_reply_is_learned_from_one_that_is_cut(int octets)
    {
        var target = _lane.Add(Agent, WeakAgent.Fitting(PackedModule.Mib(100), octets), [PackedModule.Plan()]);
        for (var poll = 0; poll < 3; poll++) _lane.Poll(target);
        Assert.InRange(target.ReplySize.Octets, Math.Max(484, octets * 9 / 10), octets * 11 / 10);
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 100)), Keys(target));
    }

    [Fact]
    public void An_agent_that_serves_few_repetitions_gets_more_columns_at_once()
    {
        var target = _lane.Add(Agent, WeakAgent.Capped(PackedModule.Mib(100), 5), [PackedModule.Plan()]);
        for (var poll = 0; poll < 4; poll++) _lane.Poll(target);
        Assert.Equal(5, target.ReplySize.Repetitions);
        Assert.Contains(_lane.Network.Sent, sent => sent.Request!.Names.Count >= 10);
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 100)), Keys(target));
    }

    [Fact]
    public void After_too_big_less_is_asked_for()
    {
        var target = _lane.Add(Agent, WeakAgent.RefusingAbove(PackedModule.Mib(100), 700), [PackedModule.Plan(maxRepetitions: 20)]);
        for (var poll = 0; poll < 3; poll++) Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.InRange(target.ReplySize.Octets, 350, 900);
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 100)), Keys(target));
    }

    [Fact]
    public void A_lost_request_asks_again_for_the_same_columns_and_less_of_each()
    {
        var mib = PackedModule.Mib(50);
        var isLosing = false;
        var target = _lane.Add(Agent, request => isLosing && request.Names.Count > 1 && request.Names.Count * request.MaxRepetitions > 40 ? [] : WeakAgent.Fitting(mib, 1472)(request), [PackedModule.Plan()]);
        _lane.Poll(target);
        isLosing = true;
        var before = _lane.Network.Sent.Count;

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 50)), Keys(target));
        var resent = _lane.Network.Sent.Skip(before).GroupBy(sent => string.Join(' ', sent.Request!.Names)).Where(group => group.Count() > 1).ToList();
        Assert.NotEmpty(resent);
        Assert.All(resent, group => Assert.Equal(group.First().Request!.MaxRepetitions / 2, group.ElementAt(1).Request!.MaxRepetitions));
    }

    [Fact]
    public void The_reply_to_the_larger_sending_counts_when_it_comes_after_the_smaller_one_was_sent()
    {
        var mib = PackedModule.Mib(50);
        var late = 0;
        var target = _lane.Add(Agent, request => [mib.Answer(request) with { After = late-- > 0 ? TimeSpan.FromSeconds(1.5) : TimeSpan.Zero }], [PackedModule.Plan()]);
        _lane.Poll(target);
        late = 3; // two at once, and what is sent again
        Assert.Equal((PollOutcome.Answered, 1), (_lane.Poll(target) is var record ? record.Outcome : default, record.Retries));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 50)), Keys(target));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_damaged_reply_changes_nothing()
    {
        var mib = PackedModule.Mib(50);
        var isBroken = false;
        IEnumerable<FakeReply> Answer(FakeRequest request)
        {
            var reply = mib.Answer(request);
            if (!isBroken || request.Number % 3 != 0) return [reply];
            var damaged = reply.Datagram.ToArray();
            damaged[^3] = 0x70; // the length of the last value: far beyond the end
            return [new FakeReply(damaged)];
        }

        var target = _lane.Add(Agent, Answer, [PackedModule.Plan()], new TargetOptions { Timeout = TimeSpan.FromSeconds(1) });
        _lane.Poll(target);
        isBroken = true;
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 50)), Keys(target));
    }

    [Fact]
    public void A_huge_table_is_read_in_ranges_by_a_wide_window()
    {
        var mib = PackedModule.Mib(3000);
        var target = _lane.Add(Agent, WeakAgent.Fitting(mib, 1472), [PackedModule.Plan()]);
        _lane.Poll(target);
        for (var poll = 0; poll < 3; poll++) _lane.Poll(target);
        PackedModule.RemoveRow(mib, 1500);
        PackedModule.RemoveRow(mib, 3000);
        PackedModule.AddRow(mib, 5000);
        _lane.Network.RoundTrip = TimeSpan.FromMilliseconds(20);
        var record = _lane.Poll(target);

        Assert.Equal(TargetWindow.HighCeiling, target.Window.Size);
        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 3000).Except([1500, 3000]).Append(5000)), Keys(target));
        Assert.InRange(record.Duration.TotalMilliseconds, 20, (record.Requests / 12 * 20) + 200);
    }

    [Fact]
    public void A_first_poll_that_was_cut_short_is_no_measure_of_what_walks_take()
    {
        var target = _lane.Add(Agent, WeakAgent.Fitting(PackedModule.Mib(400), 1472), [PackedModule.Plan()], new TargetOptions { Interval = TimeSpan.FromSeconds(10) });
        _lane.Network.RoundTrip = TimeSpan.FromMilliseconds(150);
        Assert.Equal(WalkEnd.Deadline, _lane.Poll(target).Truncated);
        _lane.Network.RoundTrip = TimeSpan.FromMilliseconds(20);
        for (var poll = 0; poll < 5; poll++)
        {
            var before = _lane.Network.Sent.Count;
            Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
            Assert.Contains(_lane.Network.Sent.Skip(before), sent => sent.Request!.Names.Count > 1);
        }
    }

    [Fact]
    public void A_poll_that_is_given_up_leaves_nothing_behind()
    {
        var mib = PackedModule.Mib(200);
        var target = _lane.Add(Agent, WeakAgent.Fitting(mib, 1472), [PackedModule.Plan()]);
        _lane.Poll(target);
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => request.Number % 7 == 0 ? [] : [mib.Answer(request)]);
        _lane.TurnUntil(() => target.Poll.InFlight > 1);
        _lane.Lane.Change([target], []);
        _lane.AssertIdle();
        Assert.Null(target.Modules[0].Columns.Pool);
    }

    private static IEnumerable<string> Keys(LaneTarget target) => LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal);
}
