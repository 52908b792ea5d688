namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Finds the series that a receiver fails at, by sending a request in ever smaller parts: what it takes has arrived, what it fails at is parted again.</summary>
/// <remarks>One request's. It may be interrupted by a receiver that cannot be reached, and gone on with.</remarks>
internal sealed class PoisonSearch(OpenedRequest request)
{
    private const int Parts = 8; // several culprits, and still a part without one

    private readonly Queue<Range> _open = new(Split(0, request.Count));
    private bool _anyAccepted;

    /// <summary>Series that failed by themselves while others were taken.</summary>
    public List<int> Culprits { get; } = [];

    /// <summary>Samples that the receiver took.</summary>
    public int Accepted { get; private set; }

    /// <summary>Series of parts that it refused for good.</summary>
    public List<int> Rejected { get; } = [];

    /// <summary>Series of which nothing is known yet.</summary>
    public IEnumerable<int> Open => _open.SelectMany(Places);

    /// <summary>Sends parts until all are done.</summary>
    /// <param name="post">Sends a compressed request.</param>
    /// <returns>Null when it is done; otherwise why it cannot go on now.</returns>
    public async Task<SendResult?> RunAsync(Func<byte[], Task<SendResult>> post)
    {
        var failed = 0;
        while (_open.TryPeek(out var part))
        {
            var result = await post(request.Compress(Places(part)));
            var count = part.End.Value - part.Start.Value;
            switch (result.Outcome)
            {
                case SendOutcome.Accepted:
                    _anyAccepted = true;
                    Accepted += count;
                    break;
                case SendOutcome.Rejected or SendOutcome.Unsupported:
                    Rejected.AddRange(Places(part));
                    break;
                case SendOutcome.ServerError when !_anyAccepted && ++failed == Math.Min(Parts, request.Count):
                    Restart();
                    return result; // it fails at everything: that is no poison
                case SendOutcome.ServerError when count == 1:
                    Culprits.Add(part.Start.Value);
                    break;
                case SendOutcome.ServerError:
                    foreach (var smaller in Split(part.Start.Value, part.End.Value)) _open.Enqueue(smaller);
                    break;
                default:
                    return result;
            }

            _open.Dequeue();
        }

        return null;
    }

    private void Restart()
    {
        Rejected.Clear(); // those parts are sent once more too
        Culprits.Clear();
        _open.Clear();
        foreach (var part in Split(0, request.Count)) _open.Enqueue(part);
    }

    private static IEnumerable<int> Places(Range part) => Enumerable.Range(part.Start.Value, part.End.Value - part.Start.Value);

    private static IEnumerable<Range> Split(int start, int end)
    {
        var size = Math.Max(1, (end - start + Parts - 1) / Parts);
        for (var at = start; at < end; at += size) yield return at..Math.Min(end, at + size);
    }
}
