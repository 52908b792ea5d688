using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Which datagrams are replies, which are not, and what happens when none comes.</summary>
public sealed class RepliesTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = LaneFixture.Rows(25);

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void A_silent_target_is_asked_once_and_as_often_again_as_retries_say_and_then_it_is_down()
    {
        var target = _lane.Add(Agent, options: new TargetOptions { Timeout = 2 * Second, Retries = 3 });

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.TimedOut, WalkEnd.Timeout, 4, 3), (record.Outcome, record.Truncated, record.Requests, record.Retries));
        Assert.InRange(record.Duration.TotalSeconds, 8, 8.1);
        var sent = _lane.Network.Sent;
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.InRange((pair.Second.At - pair.First.At).TotalSeconds, 2, 2.01));
        Assert.Equal(4, sent.Select(one => one.Request!.Id).Distinct().Count());
        Assert.Empty(LaneFixture.Series(target));
        Assert.False(target.Series.IsComplete(0));
        Assert.Equal((1, 0), (_lane.Metrics.RequestsTimedOut, _lane.Metrics.RequestsAnswered));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_silent_targets_other_steps_do_not_wait_as_long_again()
    {
        var target = _lane.Add(Agent, modules: [.. Enumerable.Range(0, 6).Select(i => LaneFixture.Walking($"{Root}.{i + 1}", name: $"m{i}"))], options: new TargetOptions { Timeout = Second, Retries = 1 });
        Assert.InRange(_lane.Poll(target).Duration.TotalSeconds, 2, 2.1);
        Assert.Equal(6, target.Series.History.Truncated(WalkEnd.Timeout));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_lost_request_is_sent_again_and_the_walk_goes_on()
    {
        var target = _lane.Add(Agent, request => request.Number is 2 or 4 ? [] : [_mib.Answer(request)], options: new TargetOptions { Timeout = Second });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, 5, 2), (record.Outcome, record.Requests, record.Retries));
        Check(target);
    }

    [Fact]
    public void The_reply_to_the_first_sending_counts_after_the_second_was_sent_and_the_second_reply_is_late()
    {
        // Every reply takes 1.5 s, the timeout is 1 s: the first one teaches us to wait.
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = 1.5 * Second }], options: new TargetOptions { Timeout = Second, Retries = 3 });

        var record = _lane.Poll(target);
        _lane.Run(5 * Second);

        Assert.Equal((PollOutcome.Answered, 4, 1), (record.Outcome, record.Requests, record.Retries));
        Check(target);
        Assert.Equal((3, 1), (_lane.Metrics.RequestsAnswered, _lane.Metrics.DroppedBy(DropReason.Late)));
        Assert.InRange(record.RoundTrip.TotalSeconds, 1.5, 1.51); // each sending has an id of its own
    }

    [Fact]
    public void A_reply_to_the_second_sending_is_timed_from_it()
    {
        var target = _lane.Add(Agent, request => request.Number % 2 == 1 ? [] : [_mib.Answer(request)], options: new TargetOptions { Timeout = Second });
        Assert.InRange(_lane.Poll(target).RoundTrip.TotalMilliseconds, 0.9, 2);
    }

    [Fact]
    public void A_reply_that_comes_twice_is_applied_once()
    {
        var target = _lane.Add(Agent, request =>
        {
            var right = _mib.Answer(request);
            var other = request.Reply(AgentVarbind.Gauge32($"{Root}.1.1", 666), AgentVarbind.Gauge32($"{Root}.1.2", 666));
            return [right, right, other with { After = TimeSpan.FromMilliseconds(10) }];
        });

        var record = _lane.Poll(target);
        _lane.Run(Second);

        Assert.Equal((PollOutcome.Answered, 25), (record.Outcome, record.Varbinds));
        Check(target);
        Assert.Equal(3, _lane.Metrics.RequestsAnswered);
        Assert.Equal(6, _lane.Metrics.DroppedBy(DropReason.Duplicate) + _lane.Metrics.DroppedBy(DropReason.Late));
        Assert.True(_lane.Metrics.DroppedBy(DropReason.Duplicate) >= 3);
    }

    [Fact]
    public void A_reply_after_all_retries_changes_nothing()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = 10 * Second }], options: new TargetOptions { Timeout = Second, Retries = 0 });
        Assert.Equal(PollOutcome.TimedOut, _lane.Poll(target).Outcome);
        _lane.Run(15 * Second);
        Assert.Empty(LaneFixture.Series(target));
        Assert.Equal(1, _lane.Metrics.DroppedBy(DropReason.Late));
    }

    [Theory]
    [InlineData(ReplySource.OtherPort)]
    [InlineData(ReplySource.OtherAddress)]
    public void A_reply_from_elsewhere_is_none(ReplySource source)
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { From = source }], options: new TargetOptions { Timeout = Second, Retries = 1 });
        Assert.Equal(PollOutcome.TimedOut, _lane.Poll(target).Outcome);
        Assert.Equal(2, _lane.Metrics.DroppedBy(DropReason.WrongSource));
    }

    [Fact]
    public void The_right_reply_is_taken_after_one_from_elsewhere()
    {
        var target = _lane.Add(Agent, request => [request.Reply(AgentVarbind.Gauge32($"{Root}.1.1", 666)) with { From = ReplySource.OtherAddress }, _mib.Answer(request)]);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Check(target);
    }

    [Theory]
    [InlineData(ReplySource.OtherPort)]
    [InlineData(ReplySource.OtherAddress)]
    public void A_module_may_allow_replies_from_elsewhere(ReplySource source)
    {
        var options = Options(Metric("m", Root + ".1", Snmp.Modules.SnmpMetricType.Gauge, [Index("i")])) with { UseUnconnectedUdpSocket = true };
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { From = source }], [Snmp.Mapping.Plans.ModuleCompiler.Compile(options, 0, [])]);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Check(target);
    }

    [Fact]
    public void A_reply_with_another_community_or_version_is_none_and_the_target_is_said_to_answer_nonsense()
    {
        var target = _lane.Add(Agent, request => [request.Respond(PduHeader.Response(request.Id), _mib.Find(request), community: "private")], options: new TargetOptions { Timeout = Second, Retries = 1 });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Invalid, false), (record.Outcome, record.IsUp));
        Assert.Equal(2, _lane.Metrics.DroppedBy(DropReason.Foreign));

        var other = _lane.Add("192.0.2.2:161", request => [request.Respond(PduHeader.Response(request.Id), _mib.Find(request), version: SnmpVersion.V1)], options: new TargetOptions { Timeout = Second, Retries = 0 });
        Assert.Equal(PollOutcome.Invalid, _lane.Poll(other).Outcome);
        Assert.Empty(LaneFixture.Series(other));
    }

    [Theory]
    [InlineData(PduType.Get)]
    [InlineData(PduType.Report)]
    [InlineData(PduType.TrapV2)]
    public void Only_a_response_is_a_reply(PduType type)
    {
        var target = _lane.Add(Agent, request => [request.Respond(new PduHeader(type, request.Id), _mib.Find(request))], options: new TargetOptions { Timeout = Second, Retries = 0 });
        Assert.Equal((PollOutcome.Invalid, WalkEnd.Malformed), (_lane.Poll(target).Outcome, target.Series.History.Recent()[0].Truncated));
    }

    [Fact]
    public void A_reply_whose_varbinds_are_broken_is_asked_for_again()
    {
        var target = _lane.Add(Agent, request => [request.Number == 2 ? Broken(_mib.Answer(request)) : _mib.Answer(request)], options: new TargetOptions { Timeout = Second });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, 4, 1), (record.Outcome, record.Requests, record.Retries));
        Check(target);
        Assert.Equal(1, _lane.Metrics.DroppedBy(DropReason.Malformed));
    }

    [Fact]
    public void A_target_whose_replies_are_always_broken_is_said_to_answer_nonsense()
    {
        var target = _lane.Add(Agent, request => [Broken(_mib.Answer(request))], options: new TargetOptions { Timeout = Second, Retries = 1 });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Invalid, WalkEnd.Malformed, 2), (record.Outcome, record.Truncated, record.Requests));
        Assert.Empty(LaneFixture.Series(target));
        _lane.AssertIdle();
    }

    [Fact]
    public void Datagrams_that_nobody_asked_for_are_counted_and_have_no_effect()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request)]);
        var at = LaneFixture.Endpoint(Agent);
        var unasked = new FakeRequest(1, SnmpVersion.V2c, "public"u8.ToArray(), PduType.GetBulk, RequestIds.Max - 3, 0, 10, []);
        _lane.Network.Deliver(at, []);
        _lane.Network.Deliver(at, [0x30, 0x80, 1, 2, 3]);
        _lane.Network.Deliver(at, unasked.Reply(AgentVarbind.Gauge32($"{Root}.1.1", 666)).Datagram);
        foreach (var id in new[] { 0, -1, int.MinValue, 1, RequestIds.Min - 1, RequestIds.Min })
            _lane.Network.Deliver(at, (unasked with { Id = id }).Reply(AgentVarbind.Gauge32($"{Root}.1.1", 666)).Datagram);

        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);

        Check(target);
        Assert.Equal((2, 7), (_lane.Metrics.DroppedBy(DropReason.Malformed), _lane.Metrics.DroppedBy(DropReason.UnknownId)));
    }

    [Fact]
    public void Random_octets_and_damaged_replies_end_nothing()
    {
        var random = new Random(7);
        var target = _lane.Add(Agent, request =>
        {
            var damaged = _mib.Answer(request).Datagram.ToArray();
            for (var i = 0; i < 3; i++) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            var noise = new byte[random.Next(2000)];
            random.NextBytes(noise);
            return request.Number % 2 == 0 ? [new FakeReply(noise), new FakeReply(damaged)] : [new FakeReply(noise)];
        }, options: new TargetOptions { Timeout = TimeSpan.FromMilliseconds(100), Interval = Second, Retries = 2 });

        for (var poll = 0; poll < 200; poll++) _lane.Poll(target);

        _lane.Run(2 * Second);
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => [_mib.Answer(request)]);
        while (_lane.Poll(target).Outcome != PollOutcome.Answered) Assert.True(target.Series.History.Finished < 300);
        Check(target);
    }

    [Fact]
    public void A_flood_from_one_target_does_not_keep_the_others_waiting()
    {
        var time = new ManualTime();
        using var lane = new LaneFixture(new VirtualNetwork(time) { ReceiveBufferBytes = 1 << 30 }, time); // what the kernel drops, no lane can help
        var flooding = lane.Add(Agent, request => Enumerable.Repeat(_mib.Answer(request), 5000), options: new TargetOptions { Interval = Second });
        var others = Enumerable.Range(1, 20).Select(i => lane.Add($"198.51.100.{i}:161", request => [_mib.Answer(request)], options: new TargetOptions { Interval = Second })).ToList();

        lane.Run(20 * Second);

        Assert.All(others, target =>
        {
            Assert.True(target.Series.History.Finished >= 15);
            Assert.All(target.Series.History.Recent(), record =>
            {
                Assert.Equal(PollOutcome.Answered, record.Outcome);
                Assert.InRange(record.Lateness.TotalMilliseconds, 0, 10);
            });
        });
        Assert.True(flooding.Series.History.Finished >= 15);
    }

    private static FakeReply Broken(FakeReply reply)
    {
        var datagram = reply.Datagram.ToArray();
        datagram[^2] = 0x84; // the last value's length, now in a long form that does not fit
        return reply with { Datagram = datagram };
    }

    private static void Check(LaneTarget target) =>
        Assert.Equal(Enumerable.Range(1, 25).Select(row => (double)row), LaneFixture.Series(target).Values.Order());
}
