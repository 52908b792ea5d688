using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport;

/// <summary>One address family's UDP socket of a <see cref="MmsgTransport"/>: its send batch, and the ladder of errors that Linux can return.</summary>
/// <remarks>
/// With IP_RECVERR an ICMP error about one destination is returned by the next call, whomever that call is for. So no error is believed
/// before the error queue, which names the destination, is empty and the same datagram has failed twice.
/// </remarks>
internal sealed class MmsgSocket : IDisposable
{
    public const int BatchSize = 64;
    private const int SendBytes = 2 * 65_536; // any one message fits, and a batch of usual requests does ten times over
    private const int SocketLevel = 1, ReceiveBufferOption = 8, MemoryOption = 55; // SOL_SOCKET, SO_RCVBUF, SO_MEMINFO
    private const int DropsIndex = 8;                                              // SK_MEMINFO_DROPS
    private const int MostErrorRounds = 8; // error queue readings a turn, 16 errors each: a flood of ICMP must not hold the lane

    private readonly bool _ipv6;
    private readonly Socket _socket;
    private readonly MmsgBatch _send = new(BatchSize, SendBytes);
    private readonly MmsgBatch _receive;
    private readonly MmsgErrorQueue _errors;
    private readonly int _addressLength;
    private int _queued, _sent, _payloadUsed;
    private bool _errorsLeft, _isHeldBack;
    private uint _lastDrops;
    private long _drops;

    /// <param name="receive">Shared by the sockets of a lane, with its payload placed.</param>
    /// <param name="errors">Shared by the sockets of a lane.</param>
    /// <exception cref="SocketException">The source address is not one of this machine's, or the family is missing.</exception>
    public MmsgSocket(bool ipv6, TransportOptions options, MmsgBatch receive, MmsgErrorQueue errors)
    {
        _ipv6 = ipv6;
        _addressLength = SockAddr.Length(ipv6);
        _receive = receive;
        _errors = errors;
        _socket = new Socket(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Configure(options);
        }
        catch
        {
            Dispose();
            throw;
        }

        for (int slot = 0; slot < BatchSize; slot++)
            BinaryPrimitives.WriteUInt16LittleEndian(_send.Name(slot), ipv6 ? (ushort)10 : (ushort)2); // AF_INET6, AF_INET
    }

    public int Descriptor => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>Something may wait here. The transport sets it from what poll says and saves the call where it knows better.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>The kernel had no room for a datagram; POLLOUT tells when it has.</summary>
    public bool IsPushedBack { get; private set; }

    /// <summary>A device queue was full, or errors are left: nothing to poll for, try again soon.</summary>
    public bool WantsRetry => _isHeldBack || _errorsLeft;

    public int ReceiveBufferBytes => BinaryPrimitives.ReadInt32LittleEndian(Option(ReceiveBufferOption, stackalloc byte[sizeof(int)]));

    public long Drops
    {
        get
        {
            ReadOnlySpan<byte> memory = Option(MemoryOption, stackalloc byte[16 * sizeof(uint)]);
            uint now = BinaryPrimitives.ReadUInt32LittleEndian(memory[(DropsIndex * sizeof(uint))..]);
            _drops += unchecked(now - _lastDrops); // the kernel's counter has 32 bits and wraps
            _lastDrops = now;
            return _drops;
        }
    }

    /// <summary>Takes note of what poll said about this socket.</summary>
    public void Polled(short happened)
    {
        IsReadable = happened != 0;
        _errorsLeft |= (happened & LibC.PollError) != 0;
    }

    public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        if (_queued == BatchSize || payload.Length > SendBytes - _payloadUsed)
            return false;
        SockAddr.Write(_send.Name(_queued), _ipv6, to);
        _send.Arm(_queued, _addressLength);
        payload.CopyTo(_send.Payload(_payloadUsed, payload.Length));
        _send.Place(_queued, _payloadUsed, payload.Length);
        _payloadUsed += payload.Length;
        _queued++;
        return true;
    }

    public void Flush(IDatagramHandler handler)
    {
        IsPushedBack = _isHeldBack = false;
        int end = _queued; // what the handler queues meanwhile waits for the next turn
        int failures = 0, rounds = 0;
        while (_sent < end)
        {
            int sent = _send.Send(_socket.SafeHandle, _sent, end - _sent, out int errno);
            if (sent > 0)
            {
                _sent += sent;
                failures = 0;
                _errorsLeft |= _sent < end; // the kernel keeps the reason of a short count to itself
            }
            else if (!AfterSendError(errno, handler, ref failures, ref rounds))
            {
                break;
            }
        }

        if (_sent == _queued)
            _sent = _queued = _payloadUsed = 0;
    }

    /// <returns>Datagrams delivered; fewer than asked for when the socket is empty.</returns>
    public int Receive(IDatagramHandler handler, int atMost)
    {
        if (_errorsLeft)
            DrainErrors(handler);
        for (int round = 0; round < MostErrorRounds; round++)
        {
            int asked = Math.Min(atMost, BatchSize);
            Arm(asked);
            int count = _receive.Receive(_socket.SafeHandle, asked, 0, out int errno);
            if (count >= 0)
            {
                Deliver(handler, count);
                return count;
            }

            if (errno is Errno.TryAgain)
                return 0;
            ThrowIfOurs(errno);
            if (errno != Errno.Interrupted)
                DrainErrors(handler);
        }

        return 0;
    }

    /// <summary>Reports what the error queue holds, within bounds.</summary>
    private int DrainErrors(IDatagramHandler handler)
    {
        int total = 0;
        for (int round = 0; round < MostErrorRounds; round++)
        {
            int count = _errors.Drain(_socket.SafeHandle, _ipv6, handler);
            total += count;
            _errorsLeft = count == MmsgErrorQueue.Slots;
            if (!_errorsLeft)
                break;
        }

        return total;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _send.Dispose();
    }

    private void Configure(TransportOptions options)
    {
        if (_ipv6)
            _socket.DualMode = false;
        _socket.Blocking = false;
        if (options.ReceiveBufferBytes is { } bytes)
        {
            Span<byte> value = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(value, bytes);
            _socket.SetRawSocketOption(SocketLevel, ReceiveBufferOption, value);
        }

        MmsgErrorQueue.Enable(_socket, _ipv6);
        _socket.Bind(new IPEndPoint(AddressFamilies.SourceFor(options, _socket.AddressFamily), 0));
    }

    // False: stop for this turn and keep the rest.
    private bool AfterSendError(int errno, IDatagramHandler handler, ref int failures, ref int rounds)
    {
        if (errno == Errno.Interrupted)
            return true;
        ThrowIfOurs(errno);
        if (Errno.IsPushBack(errno))
        {
            IsPushedBack = errno == Errno.TryAgain;
            _isHeldBack = !IsPushedBack;
            return false;
        }

        // ICMP errors that keep coming use up our rounds; the datagram stays queued and is not to blame.
        if (DrainErrors(handler) > 0)
        {
            failures = 0;
            _isHeldBack = ++rounds == MostErrorRounds;
            return !_isHeldBack;
        }

        // The error queue had no room for the error's owner, or the error is about this datagram: then it comes back.
        if (++failures < 2)
            return true;
        failures = 0;
        handler.OnUnreachable(SockAddr.Read(_send.Name(_sent), _ipv6), Errno.Reason(errno));
        _sent++;
        return true;
    }

    private void Arm(int slots)
    {
        for (int slot = 0; slot < slots; slot++)
            _receive.Arm(slot, SockAddr.IPv6Length);
    }

    private void Deliver(IDatagramHandler handler, int count)
    {
        for (int slot = 0; slot < count; slot++)
        {
            TransportEndpoint from = SockAddr.Read(_receive.Name(slot), _ipv6);
            if (_receive.IsTruncated(slot))
                handler.OnTruncated(from);
            else
                handler.OnDatagram(from, _receive.Received(slot));
        }
    }

    private ReadOnlySpan<byte> Option(int option, Span<byte> value) => value[.._socket.GetRawSocketOption(SocketLevel, option, value)];

    private static void ThrowIfOurs(int errno)
    {
        if (Errno.IsOurs(errno))
            throw new Win32Exception(errno);
    }
}
