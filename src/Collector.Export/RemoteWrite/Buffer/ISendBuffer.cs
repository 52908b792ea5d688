namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>The compressed requests of one shard on their way to the receiver, oldest first: in memory, or on disk.</summary>
/// <remarks>
/// One encoder appends and one sender reads, each on a thread of its own. Neither ever waits for the other, and appending never waits for the receiver: when there is no room,
/// the oldest requests go and <see cref="ISendLosses"/> hears which. Bodies are always of remote write 1.0, whatever the receiver is spoken to.
/// </remarks>
internal interface ISendBuffer : IDisposable
{
    /// <summary>Any thread. What waits to be sent.</summary>
    BufferLevel Level { get; }

    /// <summary>The encoder. Keeps a copy of a request.</summary>
    /// <param name="body">A compressed request.</param>
    /// <param name="summary">What is in it.</param>
    /// <param name="targets">Whose samples are in it, so that a loss can be told in the terms of who asks.</param>
    void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets);

    /// <summary>The encoder. Nothing more is appended.</summary>
    void Complete();

    /// <summary>The sender. Waits until <see cref="TryPeek"/> has something; false when everything has been acknowledged and <see cref="Complete"/> was called.</summary>
    ValueTask<bool> WaitToReadAsync(CancellationToken cancellation);

    /// <summary>The sender. The oldest request that is not acknowledged, the same one again and again.</summary>
    /// <param name="oldest">The sender's from now on: its body is valid until <see cref="Acknowledge"/>, and whoever makes room leaves it alone.</param>
    bool TryPeek(out BufferedRequest oldest);

    /// <summary>The sender. Whose samples are in the request that was peeked at last, for who has to tell that it is lost. Allocates.</summary>
    TargetSpan[] PeekedTargets() => [];

    /// <summary>The sender. A request is over: the receiver has it, or never will. Nothing happens if it is not the one that was peeked.</summary>
    void Acknowledge(long id);
}
