using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Benchmarks.Export.RemoteWrite;

/// <summary>Takes requests and forgets them.</summary>
internal sealed class NullSendBuffer : ISendBuffer
{
    /// <summary>Compressed bytes taken.</summary>
    public long Bytes { get; private set; }

    public BufferLevel Level => default;

    public void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets) => Bytes += body.Length;

    public void Complete()
    {
        // nobody reads
    }

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellation) => new(false);

    public bool TryPeek(out BufferedRequest oldest)
    {
        oldest = default;
        return false;
    }

    public void Acknowledge(long id)
    {
        // nothing is kept
    }

    public void Dispose()
    {
        // nothing to let go of
    }
}
