using System.IO.Compression;
using System.IO.Pipelines;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition.Output;

public sealed class PageOutputTests : IDisposable
{
    private readonly FilledStore _store = new();
    private readonly Pages _pages;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));

    public PageOutputTests()
    {
        _pages = new Pages(_store.Store);
        var rows = Enumerable.Range(0, 20_000).Select(i => ($"ifIndex=\"{i}\"", new object?[] { (ulong)i })).ToArray();
        _store.Publish(_store.Add("r1", ["m"]), 0, Module("m", 0, Counter("ifHCInOctets")), rows);
    }

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task A_compressed_page_is_the_plain_page()
    {
        var request = new PageRequest { Sections = PageSections.Modules };
        var plain = await _pages.WriteAsync(request);
        await using var gzip = new GZipStream(new MemoryStream(await _pages.WriteBytesAsync(request with { Gzip = true })), CompressionMode.Decompress);

        Assert.Equal(plain, await new StreamReader(gzip).ReadToEndAsync());
        Assert.Equal(20_000, ExpositionParser.Samples(plain).Count);
    }

    [Fact]
    public async Task A_compressed_page_without_a_series_is_gzip_all_the_same()
    {
        var nowhere = new TargetSelection(new Dictionary<string, IReadOnlySet<string>> { ["site"] = new HashSet<string> { "nowhere" } }, Shard.Whole);
        var octets = await _pages.WriteBytesAsync(new PageRequest { Targets = nowhere, Gzip = true });
        Assert.Equal(20, octets.Length);
        await using var gzip = new GZipStream(new MemoryStream(octets), CompressionMode.Decompress);
        Assert.Equal("", await new StreamReader(gzip).ReadToEndAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_takes_nothing_is_cut_off_and_pins_nothing(bool gzip)
    {
        var page = _pages.Page.WriteAsync(new PageRequest { Gzip = gzip }, _pipe.Writer, CancellationToken.None).AsTask();
        await UntilItStallsAsync(page);

        _pages.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(page.IsCompleted);
        Assert.NotEqual(long.MaxValue, _store.Store.Epochs.OldestReader());
        _pages.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ScrapeOutcome.ReaderStalled, await page);
        Assert.Equal(long.MaxValue, _store.Store.Epochs.OldestReader());
        Assert.Equal(1, _pages.Metrics.Count(ScrapeOutcome.ReaderStalled));
        Assert.Equal(0, _pages.Time.ArmedTimers);
    }

    [Fact]
    public async Task A_slow_reader_is_not_cut_off_while_it_takes_something()
    {
        var page = _pages.Page.WriteAsync(new PageRequest(), _pipe.Writer, CancellationToken.None).AsTask();
        for (var i = 0; i < 3; i++)
        {
            await UntilItStallsAsync(page);
            _pages.Time.Advance(TimeSpan.FromSeconds(20));
            var read = await _pipe.Reader.ReadAsync();
            _pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        var rest = _pipe.Reader.CopyToAsync(Stream.Null);
        Assert.Equal(ScrapeOutcome.Served, await page);
        await _pipe.Writer.CompleteAsync();
        await rest;
    }

    [Fact]
    public async Task A_body_that_takes_too_long_as_a_whole_is_cut_off()
    {
        var page = _pages.Page.WriteAsync(new PageRequest(), _pipe.Writer, CancellationToken.None).AsTask();
        for (var i = 0; i < 6; i++)
        {
            await UntilItStallsAsync(page);
            _pages.Time.Advance(TimeSpan.FromSeconds(20));
            var read = await _pipe.Reader.ReadAsync();
            _pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        Assert.Equal(ScrapeOutcome.Overran, await page);
    }

    [Fact]
    public async Task A_reader_that_closes_the_connection_ends_the_page()
    {
        using var gone = new CancellationTokenSource();
        var page = _pages.Page.WriteAsync(new PageRequest(), _pipe.Writer, gone.Token).AsTask();
        await UntilItStallsAsync(page);
        await gone.CancelAsync();

        Assert.Equal(ScrapeOutcome.ReaderGone, await page);
    }

    [Fact]
    public async Task A_server_that_aborts_the_connection_of_who_was_cut_off_makes_no_reader_of_it_that_left()
    {
        using var gone = new CancellationTokenSource();
        var page = _pages.Page.WriteAsync(new PageRequest(), new AbortingWriter(_pipe.Writer, gone), gone.Token).AsTask();
        await UntilItStallsAsync(page);
        _pages.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(ScrapeOutcome.ReaderStalled, await page);
        Assert.True(gone.IsCancellationRequested);
    }

    [Fact]
    public async Task A_broken_compressed_body_has_no_proper_end()
    {
        var page = _pages.Page.WriteAsync(new PageRequest { Gzip = true, Sections = PageSections.Modules }, _pipe.Writer, CancellationToken.None).AsTask();
        await UntilItStallsAsync(page);
        _pages.Time.Advance(TimeSpan.FromSeconds(30));
        await page;
        await _pipe.Writer.CompleteAsync();

        using var received = new MemoryStream();
        await _pipe.Reader.CopyToAsync(received);
        var whole = await _pages.WriteBytesAsync(new PageRequest { Gzip = true, Sections = PageSections.Modules });
        Assert.InRange(received.Length, 64 * 1024, whole.Length - 1);
        Assert.Equal(whole[..(int)received.Length], received.ToArray()); // a beginning, without the end that compression would add
    }

    // The pipe is full, so the writer is in a flush that back pressure holds.
    private async Task UntilItStallsAsync(Task page)
    {
        while (!page.IsCompleted)
        {
            if (_pipe.Reader.TryRead(out var read))
            {
                _pipe.Reader.AdvanceTo(read.Buffer.Start); // looked at, not taken
                if (read.Buffer.Length >= 64 * 1024) return;
            }

            await Task.Yield();
        }
    }

    /// <summary>As Kestrel: a write that is cancelled aborts the connection before anybody hears of it.</summary>
    private sealed class AbortingWriter(PipeWriter writer, CancellationTokenSource gone) : PipeWriter
    {
        public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return await writer.FlushAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await gone.CancelAsync();
                throw;
            }
        }

        public override void Advance(int bytes) => writer.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

        public override void CancelPendingFlush() => writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => writer.Complete(exception);
    }
}
