using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests;

/// <summary>Asks one device with raw messages, one at a time, and waits for the answer.</summary>
internal sealed class SnmpClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.Limit.TotalMilliseconds };
    private readonly IPEndPoint _device;
    private int _requestId = 10_000_000;

    public SnmpClient(IPEndPoint device, SnmpVersion version = SnmpVersion.V2c)
    {
        _device = device;
        Version = version;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public SnmpVersion Version { get; }
    public string Community { get; init; } = "public";
    public int LastRequestId => _requestId;

    /// <summary>Whether an answer lies in the socket that nobody has received.</summary>
    public bool HasAnswer => _socket.Available > 0 || _socket.Poll(0, SelectMode.SelectRead);

    public Answer Get(params string[] names) => Ask(PduType.Get, 0, 0, names);
    public Answer GetNext(params string[] names) => Ask(PduType.GetNext, 0, 0, names);
    public Answer GetBulk(int nonRepeaters, int maxRepetitions, params string[] names) => Ask(PduType.GetBulk, nonRepeaters, maxRepetitions, names);

    public Answer Ask(PduType type, int nonRepeaters, int maxRepetitions, params string[] names)
    {
        Send(type, nonRepeaters, maxRepetitions, names);
        return Receive();
    }

    /// <summary>Walks the subtree with GETNEXT, or with GETBULK if repetitions are given.</summary>
    public List<AnsweredVarbind> Walk(string root, int repetitions = 0)
    {
        var found = new List<AnsweredVarbind>();
        for (var name = root; ;)
        {
            var answer = repetitions == 0 ? GetNext(name) : GetBulk(0, repetitions, name);
            if (answer.Error == ErrorStatus.NoSuchName) return found; // version 1 has no other end
            Assert.Equal(ErrorStatus.NoError, answer.Error);
            Assert.NotEmpty(answer.Varbinds);
            foreach (var varbind in answer.Varbinds)
            {
                if (varbind.Type == SmiType.EndOfMibView || !Oid.Parse(root).IsPrefixOf(Oid.Parse(varbind.Name))) return found;
                Assert.True(Oid.Parse(varbind.Name) > Oid.Parse(name), $"{varbind.Name} after {name}");
                found.Add(varbind);
                name = varbind.Name;
            }
        }
    }

    public int Send(PduType type, int nonRepeaters, int maxRepetitions, params string[] names)
    {
        _requestId++;
        var message = Encode(new PduHeader(type, _requestId, nonRepeaters, maxRepetitions), names);
        return _socket.SendTo(message, _device);
    }

    public byte[] Encode(PduHeader header, params string[] names)
    {
        var buffer = new byte[8000];
        var writer = new CommunityMessageWriter(buffer, Version, System.Text.Encoding.UTF8.GetBytes(Community), header);
        foreach (var name in names) Assert.True(writer.TryAdd(Oid.Parse(name).Encoded));
        Assert.True(writer.TryComplete(out var length));
        return buffer[..length];
    }

    public void SendRaw(byte[] datagram) => _socket.SendTo(datagram, _device);

    public byte[] ReceiveRaw()
    {
        var buffer = new byte[1 << 16];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        var length = _socket.ReceiveFrom(buffer, ref from);
        Assert.Equal(_device, from);
        return buffer[..length];
    }

    public Answer Receive() => Decode(ReceiveRaw());

    public Answer Decode(byte[] datagram)
    {
        Assert.Equal(DecodeStatus.Ok, CommunityMessage.TryRead(datagram, out var version, out var community, out var octets));
        Assert.Equal(Version, version);
        Assert.Equal(Community, System.Text.Encoding.UTF8.GetString(community));
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(octets, out var pdu));
        Assert.Equal(PduType.Response, pdu.Type);
        var taker = new Taker([]);
        Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(pdu.VarbindList, ref taker));
        return new Answer(pdu.RequestId, (ErrorStatus)pdu.ErrorStatus, pdu.ErrorIndex, taker.Varbinds);
    }

    /// <summary>Whether a datagram is the flawless answer to the last request.</summary>
    public bool IsRightAnswer(byte[] datagram)
    {
        if (CommunityMessage.TryRead(datagram, out _, out _, out var octets) != DecodeStatus.Ok
            || PduReader.TryRead(octets, out var pdu) != DecodeStatus.Ok
            || pdu.Type != PduType.Response || pdu.RequestId != _requestId)
            return false;
        var taker = new Taker([]);
        return PduReader.ReadVarbinds(pdu.VarbindList, ref taker) == DecodeStatus.Ok;
    }

    public void Dispose() => _socket.Dispose();

    private readonly struct Taker(List<AnsweredVarbind> varbinds) : IVarbindHandler
    {
        public List<AnsweredVarbind> Varbinds => varbinds;

        public bool OnVarbind(in Varbind varbind)
        {
            varbinds.Add(new AnsweredVarbind(Oid.Format(varbind.Name), varbind.Value.Type, varbind.Value.Content.ToArray()));
            return true;
        }
    }
}
