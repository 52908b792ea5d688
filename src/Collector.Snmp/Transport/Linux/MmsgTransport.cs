using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Collector.Snmp.Transport.Tcp;

namespace Collector.Snmp.Transport.Linux;

/// <summary>The transport of a lane on Linux: one UDP socket per address family, recvmmsg and sendmmsg in batches of 64, ppoll and an eventfd.</summary>
/// <remarks>Lane's thread only, except <see cref="Wake"/>. Nothing is allocated per turn.</remarks>
internal sealed class MmsgTransport : IDatagramTransport
{
    // A stride of 65,536 would put the heads of all 64 datagrams into the same few cache sets.
    private const int ReceiveStride = 65_536 + 1_536;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(1);

    private readonly MmsgBatch _receive = new(MmsgSocket.BatchSize, MmsgSocket.BatchSize * ReceiveStride);
    private readonly WakeEvent _wake = new();
    private readonly MmsgSocket[] _sockets;
    private readonly MmsgSocket? _ipv4, _ipv6;
    private readonly Unroutable _unroutable = new();
    private readonly TcpConnections _tcp;
    private readonly LibC.PollEntry[] _poll;
    private int _first;

    /// <exception cref="PlatformNotSupportedException">Not a 64-bit Linux.</exception>
    /// <exception cref="SocketException">The source address is not one of this machine's, or there is no IP at all.</exception>
    public MmsgTransport(TransportOptions options, TimeProvider time)
    {
        if (!LibC.IsSupported)
            throw new PlatformNotSupportedException("recvmmsg needs 64-bit Linux");
        TransportOptions.Check(options);
        for (int slot = 0; slot < MmsgSocket.BatchSize; slot++)
            _receive.Place(slot, slot * ReceiveStride, options.MaxDatagram);
        _ipv4 = AddressFamilies.TryOpen(() => new MmsgSocket(ipv6: false, options, _receive));
        _ipv6 = options.IPv6 ? AddressFamilies.TryOpen(() => new MmsgSocket(ipv6: true, options, _receive)) : null;
        _sockets = new[] { _ipv4, _ipv6 }.OfType<MmsgSocket>().ToArray();
        if (_sockets.Length == 0)
            throw new SocketException((int)SocketError.AddressFamilyNotSupported);
        _poll = new LibC.PollEntry[_sockets.Length + 1];
        for (int index = 0; index < _sockets.Length; index++)
            _poll[index].Descriptor = _sockets[index].Descriptor;
        _tcp = new TcpConnections(options, time, Wake);
        _poll[^1] = new LibC.PollEntry { Descriptor = _wake.Descriptor, Events = LibC.PollIn };
    }

    public TransportCapabilities Capabilities =>
        TransportCapabilities.UdpErrors | TransportCapabilities.DropCounter | TransportCapabilities.FineWait
        | (_ipv6 is null ? TransportCapabilities.None : TransportCapabilities.IPv6);

    public int ReceiveBufferBytes => _sockets[0].ReceiveBufferBytes;

    public long ReceiveDrops
    {
        get
        {
            long drops = 0;
            foreach (MmsgSocket socket in _sockets)
                drops += socket.Drops;
            return drops;
        }
    }

    public long SendDrops => _tcp.Drops;

    public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        TransportOptions.CheckPayload(payload);
        if (to.Protocol == TransportProtocol.Tcp)
        {
            _tcp.Queue(to, payload);
            return true;
        }

        MmsgSocket? socket = to.IsIPv4 ? _ipv4 : _ipv6;
        return socket is null ? _unroutable.TryAdd(to) : socket.TryQueue(to, payload);
    }

    public void Flush(IDatagramHandler handler)
    {
        _unroutable.Report(handler);
        foreach (MmsgSocket socket in _sockets)
            socket.Flush(handler);
    }

    public int Receive(IDatagramHandler handler, int atMost)
    {
        int received = _tcp.Deliver(handler, Math.Min(atMost, TcpConnections.MostAtOnce));
        foreach (MmsgSocket socket in _sockets)
            socket.IsBusy = false;
        _first ^= 1; // a flood over one family must not starve the other
        for (bool more = true; more && received < atMost;)
        {
            more = false;
            for (int index = 0; index < _sockets.Length; index++)
                more |= ReceiveBatch(_sockets[(index + _first) % _sockets.Length], handler, atMost, ref received);
        }

        // Unless the next wait says otherwise.
        foreach (MmsgSocket socket in _sockets)
            socket.IsReadable = true;
        return received;
    }

    public void Wait(TimeSpan atMost)
    {
        ArmPoll(ref atMost);
        Poll(atMost);
    }

    public void Pause(TimeSpan atMost)
    {
        // Only those that bring datagrams are left to gather them; an idle family would be asked in vain after every pause.
        ArmPoll(ref atMost);
        for (int index = 0; index < _sockets.Length; index++)
        {
            if (_sockets[index].IsBusy)
                _poll[index].Events &= ~LibC.PollIn; // errors are reported all the same
        }

        Poll(atMost);
        foreach (MmsgSocket socket in _sockets)
            socket.IsReadable |= socket.IsBusy;
    }

    public void Wake() => _wake.Set();

    public void Dispose()
    {
        // What the pool's threads still do with the event and the connections after this comes to nothing.
        _tcp.Dispose();
        foreach (MmsgSocket socket in _sockets)
            socket.Dispose();
        _receive.Dispose();
        _wake.Dispose();
    }

    // True: there may be more.
    private static bool ReceiveBatch(MmsgSocket socket, IDatagramHandler handler, int atMost, ref int received)
    {
        int asked = Math.Min(atMost - received, MmsgSocket.BatchSize);
        if (!socket.IsReadable || asked <= 0)
            return false;
        int count = socket.Receive(handler, asked);
        received += count;
        socket.IsBusy |= count > 0;
        socket.IsReadable = count == asked;
        return socket.IsReadable;
    }

    private void Poll(TimeSpan atMost)
    {
        int ready = LibC.Poll(_poll, (nuint)_poll.Length, new LibC.Timespec(atMost), 0);
        if (ready < 0 && Marshal.GetLastPInvokeError() is not (Errno.Interrupted or Errno.OutOfMemory) and var errno)
            throw new Win32Exception(errno);
        for (int index = 0; index < _sockets.Length; index++)
            _sockets[index].Polled(ready < 0 ? LibC.PollIn : _poll[index].Happened);
        if (ready > 0 && _poll[^1].Happened != 0)
            _wake.Clear();
    }

    private void ArmPoll(ref TimeSpan atMost)
    {
        if (atMost < TimeSpan.Zero)
            atMost = atMost == Timeout.InfiniteTimeSpan ? Longest : TimeSpan.Zero;
        if (_tcp.HasEvents)
            atMost = TimeSpan.Zero;
        for (int index = 0; index < _sockets.Length; index++)
        {
            MmsgSocket socket = _sockets[index];
            _poll[index].Events = socket.WantsRoom ? (short)(LibC.PollIn | LibC.PollOut) : LibC.PollIn;
            if (socket.WantsRetry && atMost > RetryPause)
                atMost = RetryPause;
        }
    }
}
