using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Tests.Concurrency;

public sealed class SequenceCountTests
{
    private SequenceCount _sequence;

    [Fact]
    public void A_copy_made_without_a_write_in_between_is_whole()
    {
        Assert.True(_sequence.TryBeginRead(out var version));
        Assert.True(_sequence.IsUnchanged(version));
    }

    [Fact]
    public void No_reading_begins_while_a_write_is_under_way()
    {
        _sequence.BeginWrite();
        Assert.False(_sequence.TryBeginRead(out _));
        _sequence.EndWrite();
        Assert.True(_sequence.TryBeginRead(out _));
    }

    [Fact]
    public void A_write_in_between_spoils_the_copy_finished_or_not()
    {
        Assert.True(_sequence.TryBeginRead(out var version));
        _sequence.BeginWrite();
        Assert.False(_sequence.IsUnchanged(version));
        _sequence.EndWrite();
        Assert.False(_sequence.IsUnchanged(version));
    }

    [Fact]
    public void Readers_never_see_half_of_a_write()
    {
        const int Writes = 200_000;
        var data = new long[64];
        var whole = 0;
        var isWriting = true;
        var reader = new Thread(() =>
        {
            var copy = new long[data.Length];
            while (Volatile.Read(ref isWriting) || whole == 0)
            {
                if (!_sequence.TryBeginRead(out var version)) continue;
                data.CopyTo(copy, 0);
                if (!_sequence.IsUnchanged(version)) continue;
                whole++;
                if (copy.AsSpan().ContainsAnyExcept(copy[0])) Volatile.Write(ref whole, int.MinValue / 2);
            }
        });
        reader.Start();

        for (var write = 1L; write <= Writes; write++)
        {
            _sequence.BeginWrite();
            data.AsSpan().Fill(write);
            _sequence.EndWrite();
        }

        Volatile.Write(ref isWriting, false);
        reader.Join();
        Assert.True(whole > 0, "a reader saw a mixture");
    }
}
