using Collector.Pipeline.Store;

namespace Collector.Pipeline.Tests.Store;

public sealed class PollHistoryTests
{
    private readonly PollHistory _history = new();

    [Fact]
    public void Before_the_first_poll_there_is_nothing()
    {
        Assert.False(_history.TryGetLast(out _));
        Assert.Empty(_history.Recent());
        Assert.Equal(0, _history.Finished);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(1000)]
    public void The_last_twenty_polls_are_remembered_newest_first(int polls)
    {
        for (var number = 1; number <= polls; number++) _history.Add(Numbered(number));

        Assert.True(_history.TryGetLast(out var last));
        Assert.Equal(Numbered(polls), last);
        Assert.Equal(polls, _history.Finished);
        Assert.Equal(Enumerable.Range(0, Math.Min(polls, PollHistory.Capacity)).Select(back => Numbered(polls - back)), _history.Recent());
    }

    [Fact]
    public void Skipped_polls_and_truncated_walks_are_counted_by_themselves()
    {
        _history.CountSkipped(3);
        _history.CountTruncated(WalkEnd.Timeout);
        _history.CountTruncated(WalkEnd.Timeout);
        _history.CountTruncated(WalkEnd.Unreachable);

        Assert.Equal(3, _history.Skipped);
        Assert.Equal(2, _history.Truncated(WalkEnd.Timeout));
        Assert.Equal(1, _history.Truncated(WalkEnd.Unreachable));
        Assert.Equal(0, _history.Truncated(WalkEnd.TooBig));
        Assert.Equal(0, _history.Finished);
    }

    [Theory]
    [InlineData(PollOutcome.Answered, true)]
    [InlineData(PollOutcome.Partial, true)]
    [InlineData(PollOutcome.TimedOut, false)]
    [InlineData(PollOutcome.Refused, false)]
    [InlineData(PollOutcome.Invalid, false)]
    [InlineData(PollOutcome.Unresolved, false)]
    [InlineData(PollOutcome.Misconfigured, false)]
    [InlineData(PollOutcome.Silent, false)]
    public void A_target_is_up_when_a_reply_was_valid(PollOutcome outcome, bool isUp) => Assert.Equal(isUp, (Numbered(1) with { Outcome = outcome }).IsUp);

    [Fact]
    public void Readers_see_whole_records_while_polls_finish()
    {
        const int Polls = 100_000;
        var (wrong, looked) = (0, 0);
        var isPolling = true;
        var reader = new Thread(() =>
        {
            while (Volatile.Read(ref isPolling) || looked == 0)
            {
                var recent = _history.Recent();
                for (var i = 0; i < recent.Count; i++)
                {
                    if (recent[i] != Numbered((int)recent[0].StartedUnixMs - i)) wrong++;
                }

                if (_history.TryGetLast(out var last) && last != Numbered((int)last.StartedUnixMs)) wrong++;
                looked += recent.Count;
            }
        });
        _history.Add(Numbered(1));
        reader.Start();
        for (var number = 2; number <= Polls; number++) _history.Add(Numbered(number));
        Volatile.Write(ref isPolling, false);
        reader.Join();

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_record_takes_48_octets_so_twenty_of_a_target_less_than_a_kilobyte() => Assert.Equal(48, System.Runtime.CompilerServices.Unsafe.SizeOf<PollRecord>());

    [Fact]
    public void Times_are_kept_to_ten_microseconds_and_a_time_that_is_there_is_never_nothing()
    {
        var record = Numbered(1) with { Duration = TimeSpan.FromMilliseconds(123.45), RoundTrip = TimeSpan.FromTicks(1), Lateness = TimeSpan.FromDays(2) };
        Assert.Equal((123.45, 0.01), (record.Duration.TotalMilliseconds, record.RoundTrip.TotalMilliseconds));
        Assert.InRange(record.Lateness.TotalHours, 11, 12); // as much as there is room for
    }

    [Fact]
    public void Each_module_of_a_poll_has_an_end_of_its_own()
    {
        var ends = default(ModuleEnds);
        for (var module = 0; module < 20; module++) ends = ends.With(module, module == 3 ? null : (WalkEnd)(module % 10));
        for (var module = 0; module < ModuleEnds.Most; module++)
        {
            Assert.True(ends.TryGet(module, out var end));
            Assert.Equal(module == 3 ? null : (WalkEnd)(module % 10), end);
        }

        Assert.False(ends.TryGet(ModuleEnds.Most, out _));
        Assert.True(ends.With(5, WalkEnd.Timeout).With(5, WalkEnd.Limit).TryGet(5, out var last) && last == WalkEnd.Limit);
    }

    [Fact]
    public void How_a_target_is_dealt_with_is_known_after_its_first_poll()
    {
        Assert.False(_history.TryGetConduct(out _));
        var conduct = new TargetConduct { NextDueUnixMs = 1, RoundTripMs = 2.5f };
        _history.Learn(conduct);
        Assert.True(_history.TryGetConduct(out var known));
        Assert.Equal(conduct, known);
    }

    private static PollRecord Numbered(int number) => new()
    {
        StartedUnixMs = number,
        Duration = TimeSpan.FromTicks(number),
        Outcome = (PollOutcome)(number % 7),
        Truncated = (WalkEnd)(number % 9),
        Requests = number,
        Retries = number + 1,
        Varbinds = number + 2,
        RoundTrip = TimeSpan.FromTicks(number + 3),
        Lateness = TimeSpan.FromTicks(number + 4),
    };
}
