using System.Threading.Channels;
using Collector.Pipeline.Concurrency;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Requests of one shard in a folder on disk: a log of segments that outlives the process, a full disk, and a receiver that is away for days.</summary>
/// <remarks>
/// The encoder appends, the sender reads; a clock of its own flushes, writes down how far the sender has come, and tries a disk again that failed. A request is in the file when
/// <see cref="Append"/> returns, so a killed process loses none; a power cut may take what was written since the last flush. What is lost is counted: every record says how many
/// requests and samples were written before it. The folder belongs to one process (<see cref="FolderLock"/>).
/// </remarks>
internal sealed class DiskBuffer : ISendBuffer
{
    private readonly LogState _state;
    private readonly SegmentWriter _segments;
    private readonly LogWriter _writer;
    private readonly LogReader _reader;
    private readonly PositionKeeper _position;
    private readonly TimeProvider _time;
    private readonly DiskBufferOptions _options;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _maintaining = new(); // _isClosed
    private readonly Published<object?> _completed = new(null);
    private readonly ITimer _clock;
    private bool _isClosed;

    private DiskBuffer(LogOpening opening, IBufferFolder folder, DiskBufferOptions options, ISendLosses losses, TimeProvider time, ILogger logger)
    {
        _state = opening.Open(out var lastRun);
        (LastRun, _options, _time) = (lastRun, options, time);
        Health = new DiskHealth(folder.Path, logger);
        var told = new LogLosses(losses);
        _position = new PositionKeeper(_state, folder, Health);
        _segments = new SegmentWriter(_state, folder, options, time, Health) { NextNumber = opening.NextNumber };
        var dropper = new SegmentDropper(_state, new SegmentFiles(folder, Health), _position, told, Health);
        _writer = new LogWriter(_state, _segments, dropper, told, options, time, Health);
        _reader = new LogReader(_state, new SegmentFiles(folder, Health), _position, told, options, time, Health);
        _position.Commit();
        LastRunLog.Tell(logger, folder.Path, lastRun);
        _clock = time.CreateTimer(_ => Maintain(), null, options.MaintenanceInterval, options.MaintenanceInterval);
    }

    public LastRun LastRun { get; }

    public DiskHealth Health { get; }

    public BufferLevel Level => _state.Level;

    /// <summary>Opens the log in a folder, or begins one.</summary>
    /// <param name="folder">Nobody else may write to it.</param>
    /// <param name="options">How much it may hold.</param>
    /// <param name="losses">Hears of what is lost.</param>
    /// <param name="time">Flushes and ages go by it.</param>
    /// <param name="logger">Hears of a disk that fails.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static DiskBuffer Open(IBufferFolder folder, DiskBufferOptions options, ISendLosses losses, TimeProvider time, ILogger logger) =>
        new(new LogOpening(folder), folder, options, losses, time, logger);

    public void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        _writer.Append(body, summary, targets);
        Tell();
    }

    public void Complete()
    {
        _completed.Publish(this);
        Tell();
    }

    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_reader.IsLending || (_state.HasMore && !_reader.IsPausing)) return true;
            if (_completed.Value is not null && _state.IsEmpty) return false;
            await _news.Reader.ReadAsync(cancellation);
        }
    }

    public bool TryPeek(out BufferedRequest oldest) => _reader.TryPeek((_time.GetUtcNow() - _options.MaxAge).ToUnixTimeMilliseconds(), out oldest);

    public TargetSpan[] PeekedTargets() => _reader.PeekedTargets();

    public void Acknowledge(long id) => _reader.Acknowledge(id);

    /// <summary>What the clock does: also for who wants it done now.</summary>
    public void Maintain()
    {
        if (!_maintaining.TryEnter()) return; // a disk that is slower than the clock
        try
        {
            if (_isClosed) return; // a last strike of the clock, and the folder may be another buffer's by now
            _writer.Maintain();
            _segments.Flush();
            _position.Commit();
        }
        finally
        {
            _maintaining.Exit();
        }

        if (_state.HasMore) Tell();
    }

    /// <summary>When neither encoder nor sender is at it any more: closes the log, to be read on by the next run.</summary>
    public void Dispose()
    {
        _clock.Dispose();
        lock (_maintaining)
        {
            _writer.Close();
            _reader.Close();
            _position.Commit(isClosed: true);
            _isClosed = true;
        }
    }

    private void Tell() => _news.Writer.TryWrite(true);
}
