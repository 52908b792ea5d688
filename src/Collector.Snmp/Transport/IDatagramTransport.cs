namespace Collector.Snmp.Transport;

/// <summary>Carries whole SNMP messages between one lane and its agents, in batches, without allocating for UDP.</summary>
/// <remarks>Everything but <see cref="Wake"/> belongs to the lane's thread. What the network does is reported to the handler, never thrown.</remarks>
public interface IDatagramTransport : IDisposable
{
    TransportCapabilities Capabilities { get; }

    /// <summary>Bytes of receive buffer a UDP socket has, as the kernel granted (Linux counts its own overhead in, twice the request).</summary>
    int ReceiveBufferBytes { get; }

    /// <summary>Datagrams the kernel threw away since the start, mostly because the receive buffer was full. Costs a system call a socket.</summary>
    long ReceiveDrops { get; }

    /// <summary>Messages to TCP targets thrown away since the start because that target's own queue was full.</summary>
    long SendDrops { get; }

    /// <summary>Copies a message into the send batch. False: the batch is full or the kernel pushes back; flush, and try again next turn.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is empty or longer than 65,507 octets.</exception>
    bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload);

    /// <summary>Sends what is queued. A destination that fails is reported as unreachable and holds up no other; what the kernel cannot take yet stays queued.</summary>
    void Flush(IDatagramHandler handler);

    /// <summary>Delivers waiting messages and network errors; never blocks.</summary>
    /// <returns>The number of messages, cut ones included; <paramref name="atMost"/> when there may be more.</returns>
    int Receive(IDatagramHandler handler, int atMost);

    /// <summary>Blocks until something may have arrived, a wake-up, or the time is over. May also return early for no reason.</summary>
    void Wait(TimeSpan atMost);

    /// <summary>
    /// Blocks until the time is over, although messages may arrive: so that a busy lane takes several at once and sleeps less often.
    /// Errors and wake-ups end it early, and where the platform cannot do it, so does a message.
    /// </summary>
    void Pause(TimeSpan atMost);

    /// <summary>Ends the current wait, or the next one. Any thread; harmless after disposal.</summary>
    void Wake();
}
