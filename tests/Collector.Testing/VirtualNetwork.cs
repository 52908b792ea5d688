using Collector.Snmp.Transport;

namespace Collector.Testing;

/// <summary>A network without sockets whose time a test owns: a lane on it does in a moment what takes minutes, and the same every time.</summary>
/// <remarks>One thread. Waiting moves the clock to the next arrival, or to the end of the wait.</remarks>
public sealed class VirtualNetwork(ManualTime time) : IDatagramTransport
{
    private readonly Dictionary<TransportEndpoint, Func<FakeRequest, IEnumerable<FakeReply>>> _agents = [];
    private readonly Dictionary<TransportEndpoint, UnreachableReason> _unreachable = [];
    private readonly PriorityQueue<Arrival, (long At, long Order)> _arrivals = new();
    private readonly Queue<(TransportEndpoint To, byte[] Payload)> _batch = new();
    private readonly List<SentRequest> _sent = [];
    private readonly Dictionary<TransportEndpoint, int> _counts = [];
    private readonly Queue<Arrival> _buffer = new();
    private int _buffered;
    private long _order;

    public TransportCapabilities Capabilities => TransportCapabilities.UdpErrors | TransportCapabilities.DropCounter | TransportCapabilities.FineWait;

    /// <summary>As Linux grants by default.</summary>
    public int ReceiveBufferBytes { get; init; } = 212_992;

    /// <summary>Messages that fit into one batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>From a request to its reply, on top of what the agent takes.</summary>
    public TimeSpan RoundTrip { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The kernel takes nothing at present.</summary>
    public bool IsPushedBack { get; set; }

    /// <summary>What does not fit into the receive buffer is lost, as the kernel does it.</summary>
    public long ReceiveDrops { get; private set; }

    public long SendDrops => 0;

    /// <summary>The most octets that the receive buffer was charged with.</summary>
    public int PeakBuffered { get; private set; }

    /// <summary>All that was sent, oldest first.</summary>
    public IReadOnlyList<SentRequest> Sent => _sent;

    /// <summary>Who answers at an address from now on.</summary>
    public void Listen(TransportEndpoint at, Func<FakeRequest, IEnumerable<FakeReply>> answer)
    {
        _agents[at] = answer;
        _unreachable.Remove(at);
    }

    /// <summary>The network says that nobody can be reached there.</summary>
    public void Fail(TransportEndpoint at, UnreachableReason reason) => _unreachable[at] = reason;

    /// <summary>Lets something arrive that nobody asked for.</summary>
    public void Deliver(TransportEndpoint from, byte[] datagram, TimeSpan after = default) => Arrive(new Arrival(from, datagram, null), after);

    public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        if (_batch.Count == BatchSize) return false;
        _batch.Enqueue((to, payload.ToArray()));
        return true;
    }

    public void Flush(IDatagramHandler handler)
    {
        while (!IsPushedBack && _batch.TryDequeue(out var message)) Carry(message.To, message.Payload);
    }

    public int Receive(IDatagramHandler handler, int atMost)
    {
        FillBuffer();
        var delivered = 0;
        while (delivered < atMost && _buffer.TryDequeue(out var arrival))
        {
            _buffered -= ChargeOf(arrival);
            if (arrival.Error is { } reason)
            {
                handler.OnUnreachable(arrival.From, reason);
                continue;
            }

            handler.OnDatagram(arrival.From, arrival.Datagram);
            delivered++;
        }

        return delivered;
    }

    public void Wait(TimeSpan atMost)
    {
        if (_buffer.Count > 0) return;
        var until = time.GetTimestamp() + atMost.Ticks;
        if (_arrivals.TryPeek(out _, out var next) && next.At < until) until = next.At;
        if (until > time.GetTimestamp()) time.Advance(TimeSpan.FromTicks(until - time.GetTimestamp()));
    }

    public void Pause(TimeSpan atMost) => time.Advance(atMost);

    public void Wake()
    {
    }

    public void Dispose()
    {
    }

    private void Carry(TransportEndpoint to, byte[] payload)
    {
        var number = _counts[to] = _counts.GetValueOrDefault(to) + 1;
        var request = FakeRequest.TryRead(payload, number);
        _sent.Add(new SentRequest(time.GetUtcNow(), to, payload, request));
        if (_unreachable.TryGetValue(to, out var reason)) Arrive(new Arrival(to, [], reason), RoundTrip);
        else if (request is not null && _agents.TryGetValue(to, out var answer))
        {
            foreach (var reply in answer(request)) Arrive(new Arrival(SourceOf(to, reply.From), reply.Datagram, null), RoundTrip + reply.After);
        }
    }

    private static TransportEndpoint SourceOf(TransportEndpoint asked, ReplySource source)
    {
        if (source == ReplySource.Asked) return asked;
        var octets = asked.Address.GetAddressBytes();
        if (source == ReplySource.OtherAddress) octets[^1] ^= 1;
        return TransportEndpoint.From(new System.Net.IPAddress(octets), asked.Port + (source == ReplySource.OtherPort ? 1 : 0), asked.Protocol);
    }

    private void Arrive(Arrival arrival, TimeSpan after) => _arrivals.Enqueue(arrival, (time.GetTimestamp() + after.Ticks, _order++));

    /// <summary>Takes what has arrived into the receive buffer, as far as there is room.</summary>
    private void FillBuffer()
    {
        while (_arrivals.TryPeek(out var arrival, out var due) && due.At <= time.GetTimestamp())
        {
            _arrivals.Dequeue();
            if (_buffered + ChargeOf(arrival) > ReceiveBufferBytes)
            {
                ReceiveDrops++;
                continue;
            }

            _buffered += ChargeOf(arrival);
            PeakBuffered = Math.Max(PeakBuffered, _buffered);
            _buffer.Enqueue(arrival);
        }
    }

    /// <summary>As Linux does: 256 octets a datagram, and its memory in a power of two.</summary>
    private static int ChargeOf(Arrival arrival) =>
        arrival.Error is null ? 256 + (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)arrival.Datagram.Length + 384) : 0;

    private sealed record Arrival(TransportEndpoint From, byte[] Datagram, UnreachableReason? Error);
}

/// <summary>A message that went over a <see cref="VirtualNetwork"/>.</summary>
/// <param name="Request">Null when it is no request.</param>
public sealed record SentRequest(DateTimeOffset At, TransportEndpoint To, byte[] Datagram, FakeRequest? Request);
