using Collector.Pipeline.Concurrency;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Concurrency;

public sealed class ReaderEpochsTests
{
    private readonly ReaderEpochs _epochs = new();

    [Fact]
    public void Without_readers_a_retired_buffer_is_free_at_once() => Assert.True(_epochs.IsFree(_epochs.Retire()));

    [Fact]
    public void A_buffer_waits_for_readers_that_began_before_it_was_retired()
    {
        var early = _epochs.Enter();
        var stamp = _epochs.Retire();
        var late = _epochs.Enter();

        Assert.False(_epochs.IsFree(stamp));
        late.Dispose();
        Assert.False(_epochs.IsFree(stamp));
        early.Dispose();
        Assert.True(_epochs.IsFree(stamp));
    }

    [Fact]
    public void A_reader_that_began_later_holds_nothing_back()
    {
        var stamp = _epochs.Retire();
        using var late = _epochs.Enter();
        Assert.True(_epochs.IsFree(stamp));
        Assert.False(_epochs.IsFree(_epochs.Retire()));
    }

    [Fact]
    public void The_oldest_of_many_readers_counts()
    {
        var stamps = new List<long>();
        var readings = new List<ReaderEpochs.Reading>();
        for (var i = 0; i < 10; i++)
        {
            readings.Add(_epochs.Enter());
            stamps.Add(_epochs.Retire());
        }

        for (var left = 0; left < 10; left++)
        {
            Assert.All(stamps, (stamp, i) => Assert.Equal(i < left, _epochs.IsFree(stamp)));
            readings[left].Dispose();
        }

        Assert.Equal(long.MaxValue, _epochs.OldestReader());
    }

    [Fact]
    public void There_is_room_for_the_stated_number_of_readers_and_one_more_is_our_mistake()
    {
        var readings = Enumerable.Range(0, ReaderEpochs.MaxReaders).Select(_ => _epochs.Enter()).ToList();
        Assert.Throws<InvalidOperationException>(() => _epochs.Enter());
        readings[17].Dispose();
        readings[17] = _epochs.Enter();
        readings.ForEach(reading => reading.Dispose());
        Assert.True(_epochs.IsFree(_epochs.Retire()));
    }

    [Fact]
    public void Entering_and_leaving_allocate_nothing()
    {
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            using var reading = _epochs.Enter();
            _epochs.IsFree(_epochs.Retire());
        }));
    }
}
