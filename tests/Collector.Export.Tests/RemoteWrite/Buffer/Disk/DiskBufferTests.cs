using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Export.RemoteWrite.Buffer.Disk.Format;
using Collector.Testing;
using Collector.Testing.Gnmi;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

public sealed class DiskBufferTests
{
    private readonly SimulatedFolder _folder = new();
    private readonly ToldLosses _losses = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLogger<DiskBuffer> _log = new();

    [Fact]
    public void Requests_come_out_as_they_went_in_and_in_order()
    {
        using var buffer = Open();
        for (var i = 0; i < 5; i++) Append(buffer, i);
        Assert.Equal(new BufferLevel(5, 15, _folder.Bytes - ReadPosition.Size), buffer.Level);
        for (var i = 0; i < 5; i++) Assert.Equal(i, Deliver(buffer));
        Assert.False(buffer.TryPeek(out _));
        Assert.Empty(_losses.All);
    }

    [Fact]
    public void A_request_is_first_until_it_is_acknowledged()
    {
        using var buffer = Open();
        Append(buffer, 0);
        Append(buffer, 1);
        Assert.True(buffer.TryPeek(out var first));
        Assert.True(buffer.TryPeek(out var again));
        Assert.Equal("r0", Assert.Single(buffer.PeekedTargets()).Instance);
        Assert.Equal(first.Id, again.Id);
        buffer.Acknowledge(first.Id + 1); // of no request that is out
        Assert.Equal(0, Deliver(buffer));
        Assert.Equal(1, Deliver(buffer));
    }

    [Fact]
    public void A_run_goes_on_where_the_last_one_stopped()
    {
        using (var buffer = Open())
        {
            for (var i = 0; i < 5; i++) Append(buffer, i);
            Deliver(buffer);
            Deliver(buffer);
            buffer.TryPeek(out _);
        }

        using var next = Open();
        Assert.Equal(new LastRun(new LogPoint(3, 9), EndedInOrder: true, _time.GetUtcNow().ToUnixTimeMilliseconds(), []) with { Foreign = next.LastRun.Foreign }, next.LastRun);
        Append(next, 5);
        Assert.True(next.TryPeek(out var earlier));
        Assert.True(earlier.IsFromEarlierRun);
        for (var i = 2; i < 5; i++) Assert.Equal(i, Deliver(next));
        Assert.True(next.TryPeek(out var own));
        Assert.False(own.IsFromEarlierRun);
        Assert.Equal(5, Deliver(next));
        Assert.Contains("Information: Remote write: 9 samples in 3 requests wait in simulated and are sent first", _log.Entries);
    }

    [Fact]
    public void A_run_that_was_killed_lost_nothing_and_is_reported()
    {
        var killed = Open();
        for (var i = 0; i < 3; i++) Append(killed, i);
        Deliver(killed);
        using var next = Open();
        Assert.False(next.LastRun.EndedInOrder);
        Assert.Contains("Warning: Remote write: the last run did not close the buffer simulated. Its newest sample is of 2026-01-01T00:00:00.0000000+00:00: what was polled after that and not yet written is missing", _log.Entries);
        for (var i = 0; i < 3; i++) Assert.Equal(i, Deliver(next)); // the first one again: its acknowledgement was not on disk yet
        Assert.Empty(_losses.All);
    }

    [Fact]
    public void The_oldest_make_room_and_it_is_told_whose_they_were()
    {
        using var buffer = Open(new DiskBufferOptions { MaxBytes = 1 << 20 });
        for (var i = 0; i < 200; i++)
        {
            Append(buffer, i, size: 10_000);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(_folder.Bytes, 900_000, 1 << 20);
        var lost = _losses.All.Count;
        Assert.InRange(lost, 95, 120);
        Assert.All(_losses.All, loss => Assert.Equal(SampleDrop.BufferFull, loss.Reason));
        var first = _losses.All[0];
        Assert.Equal([new TargetSpan("r0", 3, first.Summary.OldestUnixMs, first.Summary.NewestUnixMs)], first.Targets);
        for (var i = lost; i < 200; i++) Assert.Equal(i, Deliver(buffer));
    }

    [Fact]
    public void A_request_that_the_sender_has_is_the_senders()
    {
        using var buffer = Open(new DiskBufferOptions { MaxBytes = 1 << 20 });
        Append(buffer, 0, size: 10_000);
        Assert.True(buffer.TryPeek(out var first));
        for (var i = 1; i < 200; i++) Append(buffer, i, size: 10_000);
        Assert.Equal(0, BitConverter.ToInt32(first.Body.Span));
        Assert.DoesNotContain(_losses.All, loss => loss.Targets[0].Instance == "r0");
        Assert.Equal(0, Deliver(buffer));
        Assert.Equal(1 + _losses.All.Count, Deliver(buffer));
    }

    [Fact]
    public void What_is_too_old_is_dropped_and_told()
    {
        using var buffer = Open(new DiskBufferOptions { MaxAge = TimeSpan.FromMinutes(10) });
        Append(buffer, 0);
        _time.Advance(TimeSpan.FromMinutes(6));
        Append(buffer, 1);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, Deliver(buffer));
        var loss = Assert.Single(_losses.All);
        Assert.Equal((SampleDrop.TooOld, "r0"), (loss.Reason, Assert.Single(loss.Targets).Instance));
    }

    [Fact]
    public void Old_segments_go_even_while_nobody_reads()
    {
        using var buffer = Open(new DiskBufferOptions { MaxBytes = 1 << 20, MaxAge = TimeSpan.FromMinutes(10) });
        for (var i = 0; i < 20; i++) Append(buffer, i, size: 10_000);
        _time.Advance(TimeSpan.FromMinutes(11));
        Append(buffer, 20, size: 60_000);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(18, _losses.All.Count(loss => loss.Reason == SampleDrop.TooOld)); // the last two share a segment with nothing newer than they are
    }

    [Fact]
    public void A_full_disk_leaves_requests_in_memory_until_it_has_room()
    {
        using var buffer = Open();
        Append(buffer, 0);
        _folder.Capacity = _folder.Bytes + 50;
        Append(buffer, 1);
        Append(buffer, 2);
        Assert.True(buffer.Health.IsFailing(DiskOperation.Write));
        Assert.Equal(1, buffer.Health.Failures(DiskOperation.Write)); // it is left alone for a while
        Assert.Equal(3, buffer.Level.Requests);
        Assert.Equal(0, Deliver(buffer));
        Assert.Equal(1, Deliver(buffer));
        _folder.Capacity = long.MaxValue;
        _time.Advance(LogWriter.Pause);
        Assert.False(buffer.Health.IsFailing(DiskOperation.Write));
        Append(buffer, 3);
        Assert.Equal(2, Deliver(buffer));
        Assert.Equal(3, Deliver(buffer));
        Assert.Empty(_losses.All);
        Assert.Equal(2, _log.Entries.Count(entry => entry.Contains("(Write)", StringComparison.Ordinal))); // once when it began, once when it was over
    }

    [Fact]
    public void Memory_is_bounded_when_the_disk_takes_nothing()
    {
        _folder.Capacity = 0;
        using var buffer = Open(new DiskBufferOptions { MaxMemoryBytes = 100_000 });
        for (var i = 0; i < 50; i++) Append(buffer, i, size: 10_000);
        Assert.InRange(buffer.Level.Bytes, 80_000, 100_000);
        Assert.All(_losses.All, loss => Assert.Equal(SampleDrop.BufferFull, loss.Reason));
        for (var i = _losses.All.Count; i < 50; i++) Assert.Equal(i, Deliver(buffer));
    }

    [Fact]
    public void A_disk_that_others_filled_loses_the_oldest_and_not_the_newest()
    {
        using var buffer = Open(new DiskBufferOptions { MaxBytes = 1 << 20, MaxMemoryBytes = 20_000 });
        for (var i = 0; i < 50; i++) Append(buffer, i, size: 10_000);
        _folder.Capacity = _folder.Bytes;
        for (var i = 50; i < 100; i++) Append(buffer, i, size: 10_000);
        for (var i = _losses.All.Count; i < 100; i++) Assert.Equal(i, Deliver(buffer));
        Assert.InRange(_losses.All.Count, 40, 60);
    }

    [Fact]
    public void A_segment_of_another_version_is_left_alone()
    {
        using (var buffer = Open()) Append(buffer, 0);
        var header = _folder.Read("0000000001.log")!;
        Assert.True(SegmentHeader.TryRead(header, out var read));
        (read with { Version = 2 }).Write(header);
        using (var file = _folder.Open("0000000001.log")) file.Write(header, 0);
        for (var run = 1; run < 4; run++) // however far these have come meanwhile
        {
            using var next = Open();
            Assert.Equal(["0000000001.log"], next.LastRun.Foreign);
            Append(next, run);
            Assert.Equal(run, Deliver(next));
            Assert.Contains("0000000001.log", _folder.List());
        }
    }

    [Fact]
    public void A_segment_that_somebody_deleted_is_counted()
    {
        using (var buffer = Open())
        {
            for (var i = 0; i < 4; i++) Append(buffer, i);
        }

        _folder.Delete("0000000001.log");
        using var next = Open();
        Append(next, 4);
        Assert.Equal(4, Deliver(next));
        Assert.Equal((SampleDrop.Damaged, 12L), (_losses.All[0].Reason, _losses.Samples));
    }

    [Fact]
    public void A_disk_that_cannot_be_read_for_a_while_loses_nothing()
    {
        using var buffer = Open();
        Append(buffer, 0);
        _folder.FailingReads = 3;
        for (var i = 0; i < 3; i++) Assert.False(buffer.TryPeek(out _));
        Assert.Equal(0, Deliver(buffer));
        Assert.Equal(3, buffer.Health.Failures(DiskOperation.Read));
        Assert.Empty(_losses.All);
    }

    [Fact]
    public async Task Requests_that_are_appended_meanwhile_do_not_use_up_the_attempts_to_read()
    {
        using var buffer = Open();
        Append(buffer, 0);
        _folder.FailingReads = LogReader.MostAttempts;
        Assert.True(await buffer.WaitToReadAsync(CancellationToken.None));
        Assert.False(buffer.TryPeek(out _));

        var waiting = buffer.WaitToReadAsync(CancellationToken.None).AsTask();
        for (var i = 1; i < 20; i++) Append(buffer, i);
        Assert.False(waiting.IsCompleted);

        _folder.FailingReads = 0;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await waiting);
        Assert.Equal(0, Deliver(buffer));
        Assert.Empty(_losses.All);
    }

    [Fact]
    public void A_last_strike_of_the_clock_leaves_a_closed_log_alone()
    {
        var buffer = Open();
        Append(buffer, 0);
        buffer.Dispose();
        using (var next = Open()) Assert.Equal(0, Deliver(next));

        buffer.Maintain();

        using var last = Open();
        Assert.Equal((0L, true), (last.LastRun.Waiting.Requests, last.LastRun.EndedInOrder));
    }

    [Fact]
    public void A_stretch_that_cannot_be_read_at_all_holds_nobody_up_for_ever()
    {
        using var buffer = Open();
        Append(buffer, 0);
        _folder.FailingReads = LogReader.MostAttempts;
        for (var i = 0; i < LogReader.MostAttempts; i++) Assert.False(buffer.TryPeek(out _));
        Assert.Equal(3, _losses.Samples);
        Append(buffer, 1);
        Assert.Equal(1, Deliver(buffer));
    }

    [Fact]
    public void The_clock_flushes_what_is_new_and_nothing_else()
    {
        using var buffer = Open();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _folder.Flushes);
        Append(buffer, 0);
        Append(buffer, 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _folder.Flushes);
    }

    [Fact]
    public void Each_request_is_flushed_if_that_is_wanted()
    {
        using var buffer = Open(new DiskBufferOptions { FlushInterval = TimeSpan.Zero });
        Append(buffer, 0);
        Append(buffer, 1);
        Assert.Equal(2, _folder.Flushes);
    }

    [Fact]
    public void A_flush_that_fails_is_counted_and_tried_again()
    {
        using var buffer = Open();
        Append(buffer, 0);
        _folder.FlushesFail = true;
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, buffer.Health.Failures(DiskOperation.Flush));
        _folder.FlushesFail = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(buffer.Health.IsFailing(DiskOperation.Flush));
    }

    [Fact]
    public async Task Waiting_ends_with_a_request_and_with_the_end()
    {
        using var buffer = Open();
        var waiting = buffer.WaitToReadAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        Append(buffer, 0);
        Assert.True(await waiting);
        Assert.Equal(0, Deliver(buffer));
        waiting = buffer.WaitToReadAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        buffer.Complete();
        Assert.False(await waiting);
    }

    private DiskBuffer Open(DiskBufferOptions? options = null) => DiskBuffer.Open(_folder, options ?? new DiskBufferOptions(), _losses, _time, _log);

    private void Append(DiskBuffer buffer, int index, int size = 20)
    {
        var body = new byte[size];
        BitConverter.TryWriteBytes(body, index);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        buffer.Append(body, new RequestSummary(3, now, now), [new TargetSpan($"r{index}", 3, now, now)]);
    }

    private static int Deliver(DiskBuffer buffer)
    {
        Assert.True(buffer.TryPeek(out var request));
        buffer.Acknowledge(request.Id);
        return BitConverter.ToInt32(request.Body.Span);
    }
}
