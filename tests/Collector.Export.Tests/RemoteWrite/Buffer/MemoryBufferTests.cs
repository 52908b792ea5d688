using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.Tests.RemoteWrite.Buffer;

public sealed class MemoryBufferTests : IDisposable
{
    private readonly RecordedLosses _losses = new();
    private readonly MemoryBuffer _buffer;

    public MemoryBufferTests() => _buffer = new MemoryBuffer(maxBytes: 100, _losses);

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void Requests_come_out_in_their_order_and_stay_until_they_are_acknowledged()
    {
        Append(1);
        Append(2);

        Assert.Equal([1], Peek().Body.ToArray());
        var first = Peek();
        Assert.Equal([1], first.Body.ToArray());
        _buffer.Acknowledge(first.Id);
        Assert.Equal([2], Peek().Body.ToArray());
        Assert.Equal(new BufferLevel(1, 10, 1), _buffer.Level);
    }

    [Fact]
    public void When_it_is_full_the_oldest_go_and_are_told_of()
    {
        for (byte request = 0; request < 12; request++) Append(request, length: 10);

        Assert.Equal(new BufferLevel(10, 100, 100), _buffer.Level);
        Assert.Equal(2, Peek().Body.Span[0]);
        Assert.Equal([(SampleDrop.BufferFull, "192.0.2.0"), (SampleDrop.BufferFull, "192.0.2.1")], _losses.All);
    }

    [Fact]
    public void What_is_being_sent_is_not_dropped_so_that_no_request_is_both_lost_and_sent()
    {
        Append(1, length: 60);
        var sent = Peek();
        Append(2, length: 60);
        Append(3, length: 30);

        Assert.Equal([(SampleDrop.BufferFull, "192.0.2.2")], _losses.All);
        Assert.All(sent.Body.ToArray(), octet => Assert.Equal(1, octet));
        Assert.Equal("192.0.2.1", Assert.Single(_buffer.PeekedTargets()).Instance);
        Assert.Equal(new BufferLevel(2, 20, 90), _buffer.Level);
        _buffer.Acknowledge(sent.Id);
        Assert.Equal(3, Peek().Body.Span[0]);
    }

    [Fact]
    public void What_was_being_sent_at_the_end_is_told_of_once()
    {
        Append(1);
        Append(2);
        Peek();
        _buffer.Dispose();

        Assert.Equal([(SampleDrop.Shutdown, "192.0.2.1"), (SampleDrop.Shutdown, "192.0.2.2")], _losses.All);
        Assert.Equal(default, _buffer.Level);
    }

    [Fact]
    public void A_request_larger_than_everything_is_kept_alone()
    {
        Append(1);
        Append(2, length: 200);

        Assert.Equal(2, Peek().Body.Span[0]);
        Assert.Single(_losses.All);
    }

    [Fact]
    public async Task Waiting_ends_with_a_request_and_for_good_when_all_are_acknowledged_after_the_last()
    {
        var waiting = _buffer.WaitToReadAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Append(1);
        Assert.True(await waiting);
        _buffer.Complete();
        Assert.True(await _buffer.WaitToReadAsync(CancellationToken.None));
        _buffer.Acknowledge(Peek().Id);

        Assert.False(await _buffer.WaitToReadAsync(CancellationToken.None));
        Assert.False(_buffer.TryPeek(out _));
    }

    [Fact]
    public void What_is_left_at_the_end_is_told_of()
    {
        Append(1);
        _buffer.Dispose();

        Assert.Equal([(SampleDrop.Shutdown, "192.0.2.1")], _losses.All);
    }

    private void Append(byte octet, int length = 1) =>
        _buffer.Append(Enumerable.Repeat(octet, length).ToArray(), new RequestSummary(10, 1000, 2000), [new TargetSpan($"192.0.2.{octet}", 10, 1000, 2000)]);

    private BufferedRequest Peek()
    {
        Assert.True(_buffer.TryPeek(out var oldest));
        return oldest;
    }
}
