using System.IO.Pipelines;

namespace Collector.Benchmarks.Export;

/// <summary>A reader that takes everything at once and looks at nothing.</summary>
internal sealed class NullPipeWriter : PipeWriter
{
    private readonly byte[] _scratch = new byte[256 * 1024];

    /// <summary>Bytes taken so far.</summary>
    public long Taken { get; private set; }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Taken += source.Length;
        return default;
    }

    public override void Advance(int bytes) => Taken += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _scratch;

    public override Span<byte> GetSpan(int sizeHint = 0) => _scratch;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
