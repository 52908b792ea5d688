namespace Collector.Simulator.Network;

/// <summary>A datagram as it lies in the receive batch, until the next <see cref="LoopbackSocket.Receive"/>.</summary>
internal readonly ref struct Arrival
{
    public required ReadOnlySpan<byte> Datagram { get; init; }
    public required Peer From { get; init; }

    /// <summary>The IPv4 address that was asked, as a number.</summary>
    public required uint Asked { get; init; }
    public required bool IsTruncated { get; init; }

    /// <summary>Both ends are in 127.0.0.0/8. Anything else must not be answered.</summary>
    public bool IsLoopback => Asked >> 24 == 127 && From.IsLoopback;
}
