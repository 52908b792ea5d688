using System.IO.Compression;
using System.IO.Pipelines;
using Collector.Pipeline.Diagnostics;

namespace Collector.Export.Exposition.Output;

/// <summary>The way of one page's bytes to its reader: compressed if wanted, with back pressure, and cut off when the reader takes nothing.</summary>
/// <remarks>
/// One page, one caller at a time. Whoever holds a page holds snapshots of the store back from recycling, so a reader gets a deadline for each
/// piece of about 64 KB and one for the whole body.
/// </remarks>
internal sealed class PageOutput : IAsyncDisposable
{
    // .NET compresses nothing to nothing, and that is no gzip to its reader (RFC 1952 section 2.2).
    private static readonly byte[] EmptyGzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly PipeWriter _body;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly long _bodyDeadline;
    private readonly CancellationToken _readerGone;
    private readonly CancellationTokenSource _cut;
    private readonly CancellationTokenRegistration _registration;
    private readonly GZipStream? _gzip;
    private bool _isComplete;
    private bool _hasLeft; // set before the cut that it causes

    public PageOutput(PipeWriter body, bool gzip, ExpositionOptions options, TimeProvider time, CancellationToken readerGone)
    {
        (_body, _time, _patience, _readerGone) = (body, time, options.WritePatience, readerGone);
        _bodyDeadline = time.GetTimestamp() + (long)(options.BodyDeadline.TotalSeconds * time.TimestampFrequency);
        _cut = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = readerGone.UnsafeRegister(static output => ((PageOutput)output!).OnReaderGone(), this);
        if (gzip) _gzip = new GZipStream(new PageOutputStream(this), CompressionLevel.Fastest); // Optimal costs five times as much and saves less than half
    }

    /// <summary>Bytes handed to the reader, after compression.</summary>
    public long Sent { get; private set; }

    /// <summary>How the sending ended, or <see cref="ScrapeOutcome.Served"/> while it goes well.</summary>
    public ScrapeOutcome End { get; private set; }

    /// <summary>Sends a piece; throws <see cref="OperationCanceledException"/> when the reader is gone or was cut off.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece) => _gzip is null ? SendAsync(piece) : _gzip.WriteAsync(piece, CancellationToken.None);

    /// <summary>Sends what compression still holds back. Without this call a body is broken off, never ended.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_gzip is not null) await _gzip.DisposeAsync();
        await SendAsync(_gzip is not null && Sent == 0 ? EmptyGzip : default);
        _isComplete = true;
    }

    /// <summary>Sends bytes as they are.</summary>
    internal async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (End != ScrapeOutcome.Served) throw new OperationCanceledException();
        try
        {
            if (_time.GetTimestamp() >= _bodyDeadline) Cut(ScrapeOutcome.Overran);
            if (_readerGone.IsCancellationRequested) Cut(ScrapeOutcome.ReaderGone);
            _cut.CancelAfter(_patience);
            // Kestrel's HTTP/2 answers a write of nothing as if the reader were gone.
            var flush = bytes.IsEmpty ? await _body.FlushAsync(_cut.Token) : await _body.WriteAsync(bytes, _cut.Token);
            _cut.CancelAfter(Timeout.InfiniteTimeSpan);
            if (flush.IsCompleted || flush.IsCanceled) Cut(ScrapeOutcome.ReaderGone);
            Sent += bytes.Length;
        }
        catch (OperationCanceledException) when (End == ScrapeOutcome.Served)
        {
            End = _hasLeft ? ScrapeOutcome.ReaderGone : ScrapeOutcome.ReaderStalled;
            throw;
        }
        catch (IOException lost) // a connection that was reset
        {
            End = ScrapeOutcome.ReaderGone;
            throw new OperationCanceledException(lost.Message, lost);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync();
        if (!_isComplete) await BreakOffAsync();
        _cut.Dispose();
    }

    // Compression writes its rest and a proper end when it is disposed of, but a broken body must not look whole.
    private async ValueTask BreakOffAsync()
    {
        if (End == ScrapeOutcome.Served) End = ScrapeOutcome.Failed;
        if (_gzip is null) return;
        try
        {
            await _gzip.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            // As it should: SendAsync takes nothing any more.
        }
    }

    // Kestrel aborts a connection on which a write is cancelled, and says then that the reader is gone: that is our doing and not the reader's.
    private void OnReaderGone()
    {
        if (!_cut.IsCancellationRequested) _hasLeft = true;
        _cut.Cancel();
    }

    private void Cut(ScrapeOutcome why)
    {
        End = why;
        throw new OperationCanceledException();
    }
}
