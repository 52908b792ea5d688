using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Linux;

/// <summary>One address family's UDP socket of a <see cref="MmsgTransport"/>: opens it, and hands received datagrams to the lane.</summary>
/// <remarks>Lane's thread only. Next: the lane finds the request and reads the reply with Messages/CommunityMessage and Ber/BerReader.</remarks>
internal sealed class MmsgSocket : IDisposable
{
    public const int BatchSize = 64;
    private const int SocketLevel = 1, ReceiveBufferOption = 8, MemoryOption = 55; // SOL_SOCKET, SO_RCVBUF, SO_MEMINFO
    private const int DropsIndex = 8;                                              // SK_MEMINFO_DROPS
    private const int MostErrorRounds = 8; // failing calls a turn: a flood of ICMP must not hold the lane

    private readonly bool _ipv6;
    private readonly Socket _socket;
    private readonly MmsgBatch _receive;
    private readonly MmsgErrorQueue _errors;
    private readonly MmsgSendQueue _sending;
    private uint _lastDrops;
    private long _drops;

    /// <param name="receive">Shared by the sockets of a lane, with its payload placed.</param>
    /// <exception cref="SocketException">The source address is not one of this machine's, or the family is missing.</exception>
    public MmsgSocket(bool ipv6, TransportOptions options, MmsgBatch receive)
    {
        _ipv6 = ipv6;
        _receive = receive;
        _socket = new Socket(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Configure(options);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        _errors = new MmsgErrorQueue(_socket, ipv6);
        _sending = new MmsgSendQueue(_socket, ipv6, _errors);
    }

    public int Descriptor => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>Something may wait here. The transport sets it from what poll says and saves the call where it knows better.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>Datagrams came from here in the last turn.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Worth waking for when there is room to send again.</summary>
    public bool WantsRoom => _sending.IsPushedBack;

    /// <summary>Something is left to do that poll does not tell of.</summary>
    public bool WantsRetry => _sending.IsHeldBack || _errors.MayHold;

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
        _errors.MayHold |= (happened & LibC.PollError) != 0;
    }

    public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload) => _sending.TryAdd(to, payload);

    public void Flush(IDatagramHandler handler) => _sending.Flush(handler);

    /// <returns>Datagrams delivered; fewer than asked for when the socket is empty.</returns>
    public int Receive(IDatagramHandler handler, int atMost)
    {
        if (_errors.MayHold)
            _errors.Drain(handler);
        int asked = Math.Min(atMost, BatchSize);
        for (int round = 0; round < MostErrorRounds; round++)
        {
            for (int slot = 0; slot < asked; slot++)
                _receive.Arm(slot, SockAddr.IPv6Length);
            int count = _receive.Receive(_socket.SafeHandle, asked, 0, out int errno);
            if (count >= 0)
            {
                Deliver(handler, count);
                return count;
            }

            if (errno == Errno.TryAgain)
                return 0;
            if (Errno.IsOurs(errno))
                throw new Win32Exception(errno);
            if (errno != Errno.Interrupted)
                _errors.Drain(handler);
        }

        return 0;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _errors.Dispose();
        _sending.Dispose();
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
}
