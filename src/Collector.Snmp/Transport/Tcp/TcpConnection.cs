using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Collector.Snmp.Transport.Tcp;

/// <summary>One TCP connection to an agent, from connecting to closing.</summary>
/// <remarks>The lane's thread queues messages and takes note of delivery; one task on the thread pool connects, and then sends and receives at once.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync disposes at its end; the semaphore holds nothing that needs it")]
internal sealed class TcpConnection(
    TransportEndpoint peer,
    TransportOptions options,
    TimeProvider time,
    SemaphoreSlim opening,
    Func<TcpEvent, ValueTask> post,
    CancellationToken disposed)
{
    /// <summary>Received messages that may wait for the lane; then TCP's flow control holds the peer back.</summary>
    public const int MostUndelivered = 8;

    /// <summary>Messages that may wait for the connection: far more than a target's window of requests.</summary>
    public const int MostQueued = 32;

    private readonly Channel<ArraySegment<byte>> _outgoing = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(MostQueued) { SingleWriter = true });
    private readonly SemaphoreSlim _undelivered = new(MostUndelivered);
    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(disposed);
    private volatile bool _isUnanswered; // a stale value moves the idle limit once, no more

    public TransportEndpoint Peer => peer;

    public bool IsClosing => _closing.IsCancellationRequested;

    /// <summary>Lane's thread. False: the queue is full.</summary>
    public bool TryQueue(ReadOnlySpan<byte> payload)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(rented);
        if (_outgoing.Writer.TryWrite(new ArraySegment<byte>(rented, 0, payload.Length)))
            return true;
        ArrayPool<byte>.Shared.Return(rented);
        return false;
    }

    /// <summary>Lane's thread: one received message was taken.</summary>
    public void Delivered() => _undelivered.Release();

    /// <summary>Runs the connection to its end; never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            using Socket? socket = await ConnectAsync();
            if (socket is not null)
                await ExchangeAsync(socket);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed by the peer, the idle limit, or our own end. Requests on their way time out, as over UDP.
        }

        await _closing.CancelAsync();
        while (_outgoing.Reader.TryRead(out ArraySegment<byte> unsent))
            ArrayPool<byte>.Shared.Return(unsent.Array!);
        if (!disposed.IsCancellationRequested)
            await TryPostAsync(new TcpEvent(this, TcpEventKind.Closed));
        _closing.Dispose(); // lets go of the lane's token, which outlives us; IsClosing stays true
    }

    private async Task<Socket?> ConnectAsync()
    {
        await opening.WaitAsync(_closing.Token);
        Socket? socket = null;
        try
        {
            socket = new Socket(peer.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            socket.Bind(new IPEndPoint(AddressFamilies.SourceFor(options, socket.AddressFamily), 0));
            using var timeout = new CancellationTokenSource(options.TcpConnectTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, timeout.Token);
            await socket.ConnectAsync(peer.ToIPEndPoint(), either.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket?.Dispose();
            UnreachableReason reason = e is SocketException { SocketErrorCode: var error }
                ? UnreachableReasons.From(error)
                : UnreachableReason.HostUnreachable;
            await post(new TcpEvent(this, TcpEventKind.Failed, Reason: reason));
            return null;
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task ExchangeAsync(Socket socket)
    {
        // Disposing waits for a callback under way, which must not find the source disposed.
        await using ITimer idle = time.CreateTimer(_ => _closing.Cancel(), null, options.TcpIdleTimeout, Timeout.InfiniteTimeSpan);
        Task sending = SendAsync(socket, idle);
        Task receiving = ReceiveAsync(socket, idle);
        await Task.WhenAny(sending, receiving);
        await _closing.CancelAsync();
        await Task.WhenAll(sending, receiving);
    }

    private async Task SendAsync(Socket socket, ITimer idle)
    {
        await foreach (ArraySegment<byte> message in _outgoing.Reader.ReadAllAsync(_closing.Token))
        {
            // Only the first request after an answer counts as traffic: a dead peer must not be kept by our retries.
            if (!_isUnanswered)
                idle.Change(options.TcpIdleTimeout, Timeout.InfiniteTimeSpan);
            _isUnanswered = true;
            for (ReadOnlyMemory<byte> rest = message; rest.Length > 0;)
                rest = rest[await socket.SendAsync(rest, _closing.Token)..];
            ArrayPool<byte>.Shared.Return(message.Array!);
        }
    }

    private async Task ReceiveAsync(Socket socket, ITimer idle)
    {
        using var buffer = new MessageBuffer(options.MaxDatagram);
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer.Free(), _closing.Token);
            if (count == 0)
                return;
            _isUnanswered = false;
            idle.Change(options.TcpIdleTimeout, Timeout.InfiniteTimeSpan);
            buffer.Received(count);
            if (!await PostMessagesAsync(buffer))
                return;
        }
    }

    // False: the stream is lost.
    private async Task<bool> PostMessagesAsync(MessageBuffer buffer)
    {
        while (true)
        {
            await _undelivered.WaitAsync(_closing.Token);
            MessageStatus status = Take(buffer, out TcpEvent next);
            if (status != MessageStatus.Whole)
                _undelivered.Release();
            if (status == MessageStatus.Incomplete)
                return true;
            await post(next);
            if (status != MessageStatus.Whole)
                return false;
        }
    }

    private MessageStatus Take(MessageBuffer buffer, out TcpEvent next)
    {
        MessageStatus status = buffer.TryTake(out ReadOnlySpan<byte> message);
        if (status != MessageStatus.Whole)
        {
            next = status == MessageStatus.TooLong
                ? new TcpEvent(this, TcpEventKind.TooLong)
                : new TcpEvent(this, TcpEventKind.Failed, Reason: UnreachableReason.Other);
            return status;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(rented);
        next = new TcpEvent(this, TcpEventKind.Message, rented, message.Length);
        return status;
    }

    private async Task TryPostAsync(TcpEvent next)
    {
        try
        {
            await post(next);
        }
        catch (OperationCanceledException)
        {
            // The lane is gone.
        }
    }
}
