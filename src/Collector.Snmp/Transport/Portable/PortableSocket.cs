using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Portable;

/// <summary>One address family's UDP socket of a <see cref="PortableTransport"/>: a send batch, and one call a datagram over a reused address.</summary>
internal sealed class PortableSocket : IDisposable
{
    private const int BatchSize = 64;
    private const int SendBytes = 2 * 65_536;
    private const int IgnoreConnectionReset = unchecked((int)0x9800000C); // SIO_UDP_CONNRESET

    private readonly bool _ipv6;
    private readonly int _longest;
    private readonly TransportEndpoint[] _to = new TransportEndpoint[BatchSize];
    private readonly int[] _ends = new int[BatchSize];
    private readonly byte[] _payload = new byte[SendBytes];
    private readonly byte[] _datagram;
    private readonly SocketAddress _address;
    private int _queued, _sent, _payloadUsed, _payloadSent;

    /// <exception cref="SocketException">The source address is not one of this machine's, or the family is missing.</exception>
    public PortableSocket(bool ipv6, TransportOptions options)
    {
        _ipv6 = ipv6;
        _longest = options.MaxDatagram;
        _datagram = new byte[_longest + 1]; // one octet more tells a cut datagram from one that just fits
        AddressFamily family = ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        _address = new SocketAddress(family);
        Socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            Configure(options);
        }
        catch
        {
            Socket.Dispose();
            throw;
        }
    }

    public Socket Socket { get; }

    public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        if (_queued == BatchSize || payload.Length > SendBytes - _payloadUsed)
            return false;
        payload.CopyTo(_payload.AsSpan(_payloadUsed));
        _payloadUsed += payload.Length;
        _ends[_queued] = _payloadUsed;
        _to[_queued++] = to;
        return true;
    }

    public void Flush(IDatagramHandler handler)
    {
        int end = _queued; // what the handler queues meanwhile waits for the next turn
        while (_sent < end)
        {
            SocketError error = SendNext();
            if (error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.TryAgain)
                break;
            TransportEndpoint to = _to[_sent];
            _payloadSent = _ends[_sent++];
            if (error != SocketError.Success)
                handler.OnUnreachable(to, UnreachableReasons.From(error));
        }

        if (_sent == _queued)
            _sent = _queued = _payloadUsed = _payloadSent = 0;
    }

    /// <returns>Datagrams delivered; fewer than asked for when the socket is empty.</returns>
    public int Receive(IDatagramHandler handler, int atMost)
    {
        int received = 0;
        // Asking first costs a call, but a receive on an empty socket would throw.
        for (int tries = 0; tries < atMost && Socket.Poll(0, SelectMode.SelectRead); tries++)
        {
            int length = ReceiveNext();
            if (length < 0)
                continue;
            received++;
            TransportEndpoint from = SockAddr.Read(_address.Buffer.Span, _ipv6);
            if (length > _longest)
                handler.OnTruncated(from);
            else
                handler.OnDatagram(from, _datagram.AsSpan(0, length));
        }

        return received;
    }

    public void Dispose() => Socket.Dispose();

    private void Configure(TransportOptions options)
    {
        if (_ipv6)
            Socket.DualMode = false;
        if (options.ReceiveBufferBytes is { } bytes)
            Socket.ReceiveBufferSize = bytes;
        if (OperatingSystem.IsWindows())
            Socket.IOControl(IgnoreConnectionReset, [0, 0, 0, 0], null); // else an ICMP error fails a receive and names nobody
        Socket.Bind(new IPEndPoint(AddressFamilies.SourceFor(options, Socket.AddressFamily), 0));
    }

    private SocketError SendNext()
    {
        _address.Size = SockAddr.Length(_ipv6);
        SockAddr.Write(_address.Buffer.Span, _ipv6, _to[_sent]);
        try
        {
            Socket.SendTo(_payload.AsSpan(_payloadSent.._ends[_sent]), SocketFlags.None, _address);
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    // -1: nothing came after all. A datagram may fail its checksum between poll and receive.
    private int ReceiveNext()
    {
        _address.Size = SockAddr.Length(_ipv6);
        try
        {
            return Socket.ReceiveFrom(_datagram, SocketFlags.None, _address);
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.MessageSize ? _datagram.Length : -1; // Windows throws for a cut datagram
        }
    }
}
