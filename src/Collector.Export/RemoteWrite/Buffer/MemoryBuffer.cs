using System.Buffers;

namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Requests in memory, up to so many bytes. What is in it when the process ends is lost.</summary>
internal sealed class MemoryBuffer(long maxBytes, ISendLosses losses) : ISendBuffer
{
    private readonly Lock _changing = new(); // everything below
    private readonly Queue<Entry> _waiting = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private byte[]? _lent; // the body that was peeked at last, if its request is gone from the queue
    private long _peeked = -1;
    private long _nextId;
    private long _samples;
    private long _bytes;
    private bool _isComplete;

    /// <inheritdoc/>
    public BufferLevel Level
    {
        get
        {
            lock (_changing) return new BufferLevel(_waiting.Count, _samples, _bytes);
        }
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        lock (_changing)
        {
            while (_waiting.Count > 0 && _bytes + body.Length > maxBytes) Lose();
            var copy = ArrayPool<byte>.Shared.Rent(body.Length);
            body.CopyTo(copy);
            _waiting.Enqueue(new Entry(_nextId++, copy, body.Length, summary, targets.ToArray()));
            _samples += summary.Samples;
            _bytes += body.Length;
        }

        Tell();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        lock (_changing) _isComplete = true;
        Tell();
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_changing)
            {
                if (_waiting.Count > 0) return true;
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
            GiveBack();
            if (!_waiting.TryPeek(out var first))
            {
                oldest = default;
                return false;
            }

            _peeked = first.Id;
            oldest = new BufferedRequest(first.Id, first.Body.AsMemory(0, first.Length), first.Summary);
            return true;
        }
    }

    /// <inheritdoc/>
    public TargetSpan[] PeekedTargets()
    {
        lock (_changing) return _waiting.TryPeek(out var first) && first.Id == _peeked ? first.Targets : [];
    }

    /// <inheritdoc/>
    public void Acknowledge(long id)
    {
        lock (_changing)
        {
            GiveBack();
            if (!_waiting.TryPeek(out var first) || first.Id != id) return;
            _peeked = -1;
            Take();
            ArrayPool<byte>.Shared.Return(first.Body);
        }
    }

    /// <summary>Tells of everything that was not sent.</summary>
    public void Dispose()
    {
        lock (_changing)
        {
            while (_waiting.TryPeek(out var first))
            {
                losses.Lost(SampleDrop.Shutdown, first.Summary, first.Targets);
                Take();
            }
        }

        _news.Dispose();
    }

    private void Lose()
    {
        var first = _waiting.Peek();
        losses.Lost(SampleDrop.BufferFull, first.Summary, first.Targets);
        Take();
        if (first.Id == _peeked) _lent = first.Body; // the sender is at it
        else ArrayPool<byte>.Shared.Return(first.Body);
    }

    private Entry Take()
    {
        var first = _waiting.Dequeue();
        _samples -= first.Summary.Samples;
        _bytes -= first.Length;
        return first;
    }

    private void GiveBack()
    {
        if (_lent is null) return;
        ArrayPool<byte>.Shared.Return(_lent);
        (_lent, _peeked) = (null, -1);
    }

    private void Tell()
    {
        lock (_changing)
        {
            if (_news.CurrentCount == 0) _news.Release();
        }
    }

    private sealed record Entry(long Id, byte[] Body, int Length, RequestSummary Summary, TargetSpan[] Targets);
}
