using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.Tests.RemoteWrite;

/// <summary>A buffer that keeps what it gets, for a test to look at.</summary>
internal sealed class KeptRequests : ISendBuffer
{
    private readonly List<(byte[] Body, RequestSummary Summary, TargetSpan[] Targets)> _requests = [];

    public IReadOnlyList<(byte[] Body, RequestSummary Summary, TargetSpan[] Targets)> Requests => _requests;

    public bool IsKeeping { get; set; } = true;

    public BufferLevel Level => default;

    public void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        if (IsKeeping) _requests.Add((body.ToArray(), summary, targets.ToArray()));
    }

    /// <summary>The samples of all requests since the last call.</summary>
    public List<SentSample> Take()
    {
        var samples = _requests.SelectMany(request => RequestReading.Read(request.Body)).ToList();
        _requests.Clear();
        return samples;
    }

    public void Complete()
    {
        // nobody reads
    }

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public bool TryPeek(out BufferedRequest oldest) => throw new NotSupportedException();

    public void Acknowledge(long id) => throw new NotSupportedException();

    public void Dispose()
    {
        // nothing to let go of
    }
}
