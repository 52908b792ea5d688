using System.Buffers;
using System.Threading.Channels;

namespace Collector.Snmp.Transport.Tcp;

/// <summary>The TCP targets of a lane (RFC 3430): opens a connection at the first message, keeps it while it is used, frames what comes back.</summary>
/// <remarks>
/// The lane's thread calls; each connection runs on the thread pool and hands its messages over through one bounded queue. A connection
/// that has <see cref="TcpConnection.MostUndelivered"/> messages in it is not read any further, so one peer cannot fill it.
/// </remarks>
internal sealed class TcpConnections(TransportOptions options, TimeProvider time, Action wake) : IDisposable
{
    /// <summary>TCP messages worth delivering in one turn; UDP waits meanwhile.</summary>
    public const int MostAtOnce = 64;

    private const int MostUndelivered = 256;

    // Many, because each of them may wait a whole connect timeout for a dead host while others stand in line.
    private const int MostOpening = 256;

    private readonly Dictionary<TransportEndpoint, TcpConnection> _connections = []; // lane only
    private readonly Channel<TcpEvent> _events = Channel.CreateBounded<TcpEvent>(
        new BoundedChannelOptions(MostUndelivered) { SingleReader = true });           // connections write, lane reads
    private readonly SemaphoreSlim _opening = new(MostOpening);                         // connections only
    private readonly CancellationTokenSource _disposed = new();
    private long _drops;

    /// <summary>Messages thrown away because their target's queue was full, like a datagram on a full link.</summary>
    public long Drops => _drops;

    public int Count => _connections.Count;

    /// <summary>Something waits for <see cref="Deliver"/>.</summary>
    public bool HasEvents => _events.Reader.TryPeek(out _);

    public void Queue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        if (!_connections.TryGetValue(to, out TcpConnection? connection) || connection.IsClosing)
            _connections[to] = connection = Open(to);
        if (!connection.TryQueue(payload))
            _drops++;
    }

    /// <returns>The number of messages, those too long included.</returns>
    public int Deliver(IDatagramHandler handler, int atMost)
    {
        int messages = 0;
        for (int events = 0; events < MostUndelivered && messages < atMost && _events.Reader.TryRead(out TcpEvent next); events++)
        {
            if (Deliver(handler, next))
                messages++;
        }

        return messages;
    }

    public void Dispose()
    {
        _disposed.Cancel(); // ends every connection; what they had queued is forgotten
        _connections.Clear();
    }

    private TcpConnection Open(in TransportEndpoint to)
    {
        var connection = new TcpConnection(to, options, time, _opening, PostAsync, _disposed.Token);
        _ = Task.Run(connection.RunAsync);
        return connection;
    }

    private async ValueTask PostAsync(TcpEvent next)
    {
        await _events.Writer.WriteAsync(next, _disposed.Token);
        wake();
    }

    private bool Deliver(IDatagramHandler handler, in TcpEvent next)
    {
        TransportEndpoint peer = next.Connection.Peer;
        switch (next.Kind)
        {
            case TcpEventKind.Message:
                handler.OnDatagram(peer, next.Rented.AsSpan(0, next.Length));
                ArrayPool<byte>.Shared.Return(next.Rented!);
                next.Connection.Delivered();
                return true;
            case TcpEventKind.TooLong:
                handler.OnTruncated(peer);
                return true;
            case TcpEventKind.Failed:
                handler.OnUnreachable(peer, next.Reason);
                return false;
            default:
                if (_connections.TryGetValue(peer, out TcpConnection? current) && current == next.Connection)
                    _connections.Remove(peer);
                return false;
        }
    }
}
