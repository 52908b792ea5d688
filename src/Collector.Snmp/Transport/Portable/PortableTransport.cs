using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Transport.Linux;
using Collector.Snmp.Transport.Tcp;

namespace Collector.Snmp.Transport.Portable;

/// <summary>The transport of a lane where <see cref="MmsgTransport"/> does not run: the BCL's sockets only, about a fifth dearer a request.</summary>
/// <remarks>
/// Lane's thread only, except <see cref="Wake"/>, which sends a datagram to ourselves. The BCL has no error queue and no drop counter, so a
/// closed UDP port is a time-out here, and drops stay 0; and its waits count whole milliseconds.
/// </remarks>
internal sealed class PortableTransport : IDatagramTransport
{
    private readonly PortableSocket[] _sockets;
    private readonly PortableSocket? _ipv4, _ipv6;
    private readonly Unroutable _unroutable = new();
    private readonly TcpConnections _tcp;
    private readonly Socket _wake;
    private readonly List<Socket> _waiting = [];
    private readonly byte[] _wakeBytes = new byte[16];
    private int _first;

    /// <exception cref="SocketException">The source address is not one of this machine's, or there is no IP at all.</exception>
    public PortableTransport(TransportOptions options, TimeProvider time)
    {
        TransportOptions.Check(options);
        _ipv4 = AddressFamilies.TryOpen(() => new PortableSocket(ipv6: false, options));
        _ipv6 = options.IPv6 ? AddressFamilies.TryOpen(() => new PortableSocket(ipv6: true, options)) : null;
        _sockets = new[] { _ipv4, _ipv6 }.OfType<PortableSocket>().ToArray();
        if (_sockets.Length == 0)
            throw new SocketException((int)SocketError.AddressFamilyNotSupported);
        _wake = OpenWake();
        _tcp = new TcpConnections(options, time, Wake);
    }

    public TransportCapabilities Capabilities => _ipv6 is null ? TransportCapabilities.None : TransportCapabilities.IPv6;

    public int ReceiveBufferBytes => _sockets[0].Socket.ReceiveBufferSize;

    public long ReceiveDrops => 0;

    public long SendDrops => _tcp.Drops;

    public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        TransportOptions.CheckPayload(payload);
        if (to.Protocol == TransportProtocol.Tcp)
        {
            _tcp.Queue(to, payload);
            return true;
        }

        PortableSocket? socket = to.IsIPv4 ? _ipv4 : _ipv6;
        return socket is null ? _unroutable.TryAdd(to) : socket.TryQueue(to, payload);
    }

    public void Flush(IDatagramHandler handler)
    {
        _unroutable.Report(handler);
        foreach (PortableSocket socket in _sockets)
            socket.Flush(handler);
    }

    public int Receive(IDatagramHandler handler, int atMost)
    {
        int received = _tcp.Deliver(handler, Math.Min(atMost, TcpConnections.MostAtOnce));
        _first ^= 1; // a flood over one family must not starve the other
        for (int index = 0; index < _sockets.Length; index++)
        {
            int share = (atMost - received) / (_sockets.Length - index);
            received += _sockets[(index + _first) % _sockets.Length].Receive(handler, share);
        }

        return received;
    }

    public void Wait(TimeSpan atMost)
    {
        if (_tcp.HasEvents)
            return;
        _waiting.Clear();
        _waiting.Add(_wake);
        foreach (PortableSocket socket in _sockets)
            _waiting.Add(socket.Socket);
        Socket.Select(_waiting, null, null, WholeMilliseconds(atMost));
        if (_waiting.Contains(_wake))
            ClearWake();
    }

    // Select knows no fractions of a millisecond, and a whole one would be too long.
    public void Pause(TimeSpan atMost) => Wait(atMost);

    public void Wake()
    {
        try
        {
            _wake.Send([1]);
        }
        catch (SocketException)
        {
            // Full of wake-ups already.
        }
        catch (ObjectDisposedException)
        {
            // Whoever wakes a lane does not know that it has just stopped.
        }
    }

    public void Dispose()
    {
        _tcp.Dispose();
        foreach (PortableSocket socket in _sockets)
            socket.Dispose();
        _wake.Dispose();
    }

    // Connected to itself, so that nobody else can wake us.
    private Socket OpenWake()
    {
        IPAddress loopback = _ipv4 is null ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        var socket = new Socket(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(new IPEndPoint(loopback, 0));
        socket.Connect(socket.LocalEndPoint!);
        return socket;
    }

    private void ClearWake()
    {
        const int More = 64; // the rest wakes us again
        for (int count = 0; count < More && _wake.Poll(0, SelectMode.SelectRead); count++)
            _wake.Receive(_wakeBytes, SocketFlags.None, out _);
    }

    // Select cuts fractions off, and a lane that waits for the last half millisecond would spin.
    private static TimeSpan WholeMilliseconds(TimeSpan time)
    {
        if (time == Timeout.InfiniteTimeSpan)
            return time;
        return TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(time.TotalMilliseconds), 0, 3_600_000));
    }
}
