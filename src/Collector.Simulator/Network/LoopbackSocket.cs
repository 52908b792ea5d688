using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Linux;

namespace Collector.Simulator.Network;

/// <summary>One UDP socket that is every address of 127.0.0.0/8 at once: it learns which one was asked, and answers from it.</summary>
/// <remarks>
/// Linux only: IP_PKTINFO (ip(7)) tells and sets the local address of a datagram, recvmmsg and sendmmsg move 64 at a time.
/// The simulator's thread only, except <see cref="Wake"/> and <see cref="Drops"/>.
/// </remarks>
internal sealed class LoopbackSocket : IDisposable
{
    public const int LargestPayload = 65_507;

    private const int Slots = 64;
    private const int LargestRequest = Agent.RequestReader.LargestRequest;
    private const int PayloadStride = 1 << 16;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly WakeEvent _wake = new();
    private readonly MmsgBatch _incoming = new(Slots, Slots * LargestRequest, PacketControl.Size);
    private readonly MmsgBatch _outgoing = new(Slots, Slots * PayloadStride, PacketControl.Size);
    private int _queued;

    /// <exception cref="SocketException">The port is taken.</exception>
    public LoopbackSocket(int port, int receiveBufferBytes)
    {
        // Two fences: the socket hears nothing but the loopback interface (where the kernel lets us say so),
        // and the reader of an Arrival answers loopback addresses only.
        SocketOptions.TryBindToLoopback(_socket);
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
        SocketOptions.GrowReceiveBuffer(_socket, receiveBufferBytes);
        _socket.Bind(new IPEndPoint(IPAddress.Any, port));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        for (var slot = 0; slot < Slots; slot++)
        {
            _incoming.Place(slot, slot * LargestRequest, LargestRequest);
            _incoming.Arm(slot, SockAddr.IPv4Length);
            PacketControl.Prepare(_outgoing.ControlRoom(slot));
        }
    }

    public int Port { get; }

    /// <summary>Requests that the kernel threw away because we were too slow.</summary>
    public long Drops => SocketOptions.ReadDrops(_socket);

    /// <summary>Replies that the kernel would not take.</summary>
    public long SendFailures { get; private set; }

    /// <summary>Where the next reply is to be written.</summary>
    public Span<byte> Room => _outgoing.Payload(_queued * PayloadStride, LargestPayload);

    /// <summary>Takes what has arrived, without waiting; returns how many datagrams.</summary>
    public int Receive()
    {
        var count = _incoming.Receive(_socket.SafeHandle, Slots, 0, out _);
        return Math.Max(count, 0); // nothing there, or interrupted
    }

    /// <summary>What lies in a slot; the slot is ready for the next call then.</summary>
    public Arrival Take(int slot)
    {
        var arrival = new Arrival
        {
            Datagram = _incoming.Received(slot),
            From = new Peer(BinaryPrimitives.ReadUInt64LittleEndian(_incoming.Name(slot))),
            Asked = PacketControl.ReadAsked(_incoming.Control(slot)),
            IsTruncated = _incoming.IsTruncated(slot),
        };
        _incoming.Arm(slot, SockAddr.IPv4Length);
        return arrival;
    }

    /// <summary>Sends the first octets of <see cref="Room"/>, with the next full batch or <see cref="Flush"/>.</summary>
    /// <param name="twice">Sends the same datagram a second time.</param>
    public void Send(int length, Peer to, uint from, bool twice = false)
    {
        var offset = _queued * PayloadStride;
        Queue(offset, length, to, from);
        if (twice) Queue(offset, length, to, from);
        // One slot stays free, so that a reply always finds room for its twin.
        if (_queued >= Slots - 1) Flush();
    }

    public void Flush()
    {
        for (var first = 0; first < _queued;)
        {
            var sent = _outgoing.Send(_socket.SafeHandle, first, _queued - first, out var errno);
            if (sent < 0 && errno == Errno.Interrupted) continue;
            if (sent <= 0) SendFailures++; // the first one failed; the others have still to be tried
            first += Math.Max(sent, 1);
        }
        _queued = 0;
    }

    /// <summary>Waits for a datagram, for <see cref="Wake"/>, or for the time to pass.</summary>
    public void Wait(TimeSpan atMost)
    {
        Span<LibC.PollEntry> entries =
        [
            new() { Descriptor = (int)_socket.Handle, Events = LibC.PollIn },
            new() { Descriptor = _wake.Descriptor, Events = LibC.PollIn },
        ];
        LibC.Poll(entries, (nuint)entries.Length, new LibC.Timespec(atMost), 0);
        if (entries[1].Happened != 0) _wake.Clear();
    }

    /// <summary>Any thread.</summary>
    public void Wake() => _wake.Set();

    public void Dispose()
    {
        _socket.Dispose();
        _wake.Dispose();
        _incoming.Dispose();
        _outgoing.Dispose();
    }

    private void Queue(int offset, int length, Peer to, uint from)
    {
        _outgoing.Place(_queued, offset, length);
        _outgoing.Arm(_queued, SockAddr.IPv4Length);
        BinaryPrimitives.WriteUInt64LittleEndian(_outgoing.Name(_queued), to.Octets);
        PacketControl.SetSource(_outgoing.ControlRoom(_queued), from);
        _queued++;
    }
}
