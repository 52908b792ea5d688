using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Collector.Daemon.Web.Limits;

/// <summary>Hands on what another reader reads, and shows each octet once to whoever watches, when it has been taken.</summary>
/// <remarks>One thread at a time, as any reader of a pipe.</remarks>
internal sealed class WatchedReader(PipeReader inner, Action<ReadOnlySequence<byte>> taken) : PipeReader
{
    private ReadOnlySequence<byte> _read;

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        _read = result.Buffer;
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        _read = result.Buffer;
        return result;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        taken(_read.Slice(_read.Start, consumed));
        _read = default; // its memory goes back to the pool
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
