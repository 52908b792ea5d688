using System.Net;
using System.Net.Sockets;

namespace Collector.Testing;

/// <summary>An SNMP agent on a real UDP socket of its own that does what a test's delegate says, however wrong.</summary>
/// <remarks>Its own thread receives, asks the delegate and sends. An exception in the delegate is thrown by <see cref="Dispose"/>.</remarks>
public sealed class FakeAgent : IDisposable
{
    private readonly Func<FakeRequest, IEnumerable<FakeReply>> _answer;
    private readonly Socket _asked;
    private readonly Socket _otherPort;
    private readonly Socket _otherAddress;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly List<FakeRequest> _requests = [];
    private Exception? _failure;

    /// <param name="address">A loopback address, 127.x.y.z, on a port of the system's choice.</param>
    /// <param name="answer">Called for each request; what it returns is sent in that order.</param>
    public FakeAgent(string address, Func<FakeRequest, IEnumerable<FakeReply>> answer)
    {
        _answer = answer;
        var asked = IPAddress.Parse(address);
        var other = asked.GetAddressBytes();
        other[3] ^= 1;
        (_asked, _otherPort, _otherAddress) = (Open(asked), Open(asked), Open(new IPAddress(other)));
        Endpoint = (IPEndPoint)_asked.LocalEndPoint!;
        _thread = new Thread(Run) { IsBackground = true, Name = $"fake agent {Endpoint}" };
        _thread.Start();
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>What was asked so far, oldest first.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    /// <summary>An agent that behaves.</summary>
    public static FakeAgent Serving(string address, FakeMib mib) => new(address, request => [mib.Answer(request)]);

    /// <summary>Sends something nobody asked for.</summary>
    public void Send(ReadOnlySpan<byte> datagram, EndPoint to) => _asked.SendTo(datagram, to);

    public void Dispose()
    {
        _asked.Dispose(); // ends the thread's waiting
        _thread.Join();
        _otherPort.Dispose();
        _otherAddress.Dispose();
        if (_failure is not null) throw new InvalidOperationException("The agent's delegate failed.", _failure);
    }

    private static Socket Open(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private void Run()
    {
        var buffer = new byte[65_536];
        while (true)
        {
            try
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                var length = _asked.ReceiveFrom(buffer, ref from);
                if (FakeRequest.TryRead(buffer.AsSpan(0, length), Count() + 1) is { } request) Serve(request, from);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (Exception error)
            {
                _failure = error;
                return;
            }
        }
    }

    private int Count()
    {
        lock (_gate) return _requests.Count;
    }

    private void Serve(FakeRequest request, EndPoint from)
    {
        lock (_gate) _requests.Add(request);
        foreach (var reply in _answer(request)) SocketOf(reply.From).SendTo(reply.Datagram, from);
    }

    private Socket SocketOf(ReplySource source) => source switch
    {
        ReplySource.OtherPort => _otherPort,
        ReplySource.OtherAddress => _otherAddress,
        _ => _asked,
    };
}
