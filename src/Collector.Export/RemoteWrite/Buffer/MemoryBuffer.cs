using System.Buffers;

namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Requests in memory, up to so many bytes. What is in it when the process ends is lost.</summary>
/// <remarks>The request that the sender has is the sender's: it takes up room and is never dropped, so that nothing is both told as lost and sent.</remarks>
internal sealed class MemoryBuffer(long maxBytes, ISendLosses losses) : ISendBuffer
{
    private readonly Lock _changing = new(); // everything below
    private readonly Queue<Entry> _waiting = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private Entry? _lent; // to the sender
    private long _nextId;
    private BufferLevel _level;
    private bool _isComplete;

    /// <inheritdoc/>
    public BufferLevel Level
    {
        get
        {
            lock (_changing) return _level;
        }
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        lock (_changing)
        {
            while (_waiting.Count > 0 && _level.Bytes + body.Length > maxBytes) Lose(_waiting.Dequeue(), SampleDrop.BufferFull);
            var copy = ArrayPool<byte>.Shared.Rent(body.Length);
            body.CopyTo(copy);
            _waiting.Enqueue(new Entry(_nextId++, copy, body.Length, summary, targets.ToArray()));
            _level = new BufferLevel(_level.Requests + 1, _level.Samples + summary.Samples, _level.Bytes + body.Length);
            Tell();
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        lock (_changing)
        {
            _isComplete = true;
            Tell();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_changing)
            {
                if (_level.Requests > 0) return true;
                if (_isComplete) return false;
            }

            await _news.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public bool TryPeek(out BufferedRequest oldest)
    {
        lock (_changing)
        {
            if (_lent is null) _waiting.TryDequeue(out _lent);
            oldest = _lent is { } lent ? new BufferedRequest(lent.Id, lent.Body.AsMemory(0, lent.Length), lent.Summary) : default;
            return _lent is not null;
        }
    }

    /// <inheritdoc/>
    public TargetSpan[] PeekedTargets()
    {
        lock (_changing) return _lent?.Targets ?? [];
    }

    /// <inheritdoc/>
    public void Acknowledge(long id)
    {
        lock (_changing)
        {
            if (_lent is not { } lent || lent.Id != id) return;
            _lent = null;
            Release(lent);
        }
    }

    /// <summary>Tells of everything that was not sent.</summary>
    public void Dispose()
    {
        lock (_changing)
        {
            if (_lent is { } lent) Lose(lent, SampleDrop.Shutdown);
            _lent = null;
            while (_waiting.TryDequeue(out var entry)) Lose(entry, SampleDrop.Shutdown);
        }

        _news.Dispose();
    }

    private void Lose(Entry entry, SampleDrop reason)
    {
        losses.Lost(reason, entry.Summary, entry.Targets);
        Release(entry);
    }

    private void Release(Entry entry)
    {
        _level = new BufferLevel(_level.Requests - 1, _level.Samples - entry.Summary.Samples, _level.Bytes - entry.Length);
        ArrayPool<byte>.Shared.Return(entry.Body);
    }

    private void Tell()
    {
        if (_news.CurrentCount == 0) _news.Release();
    }

    private sealed record Entry(long Id, byte[] Body, int Length, RequestSummary Summary, TargetSpan[] Targets);
}
