using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;

namespace Collector.Benchmarks.Snmp;

/// <summary>An SNMPv3 user that knows its agent, a request of a poll, and a response of 50 Counter64 that is right again and again.</summary>
internal sealed class UsmExchange
{
    private const int Id = RequestIds.Min;
    private static readonly byte[] EngineId = [0x80, 0, 0x7E, 0xD9, 5, 1, 2, 3, 4];

    private readonly UserSecurity _security;
    private readonly byte[] _name = Oid.Parse("1.3.6.1.2.1.31.1.1.1.6").Encoded.ToArray();
    private readonly byte[] _buffer = new byte[1472];
    private readonly byte[] _response;

    public UsmExchange(SnmpAuthProtocol hash, SnmpPrivProtocol cipher)
    {
        var user = new UsmUser
        {
            Name = "noc", Level = SnmpSecurityLevel.AuthPriv, AuthProtocol = hash, Password = Secret.From("authentic"), PrivProtocol = cipher, PrivPassword = Secret.From("private!"),
        };
        var keys = new UserKeys(user, LocalizedKeys.Localizer(user)(EngineId));
        var store = new KeyStore(workers: 1);
        var derived = new ManualResetEventSlim();
        store.TryRequest(user, EngineId, _ => { derived.Set(); return ValueTask.CompletedTask; });
        derived.Wait();
        _security = new UserSecurity(user, SnmpContext.Default, new UsmLane(store, () => 0, _ => ValueTask.CompletedTask));
        _security.BeginPoll(TransportEndpoint.From(new IPEndPoint(IPAddress.Loopback, 161)));
        Open(Written(new V3Header { Id = Id, MaxSize = 65_507, EngineId = EngineId }, null, new PduHeader(PduType.Report, Id), Oid.Parse("1.3.6.1.6.3.15.1.1.4.0"), 1));
        if (_security.Prepare() != SecurityReadiness.Ready) throw new InvalidOperationException("It knows the engine and has the keys.");
        var header = new V3Header
        {
            Id = Id, MaxSize = 65_507, Flags = MessageFlags.Authenticated | MessageFlags.Encrypted, EngineId = EngineId, UserName = "noc"u8,
            TagSize = keys.TagSize, SaltSize = 8, PaddedTo = keys.PaddedTo, ContextEngineId = EngineId,
        };
        _response = Written(header, keys, PduHeader.Response(Id), Oid.Parse("1.3.6.1.2.1.31.1.1.1.6.10001"), 50);
        if (Open() != ReplyVerdict.Accepted) throw new InvalidOperationException("The response is right.");
    }

    public int Write()
    {
        _security.TryWrite(_buffer, Id, RequestPdu.GetBulk(_name, 25), out var length);
        return length;
    }

    public ReplyVerdict Open() => Open(_response);

    private ReplyVerdict Open(byte[] datagram) => IncomingMessage.TryRead(datagram, out var message) == DecodeStatus.Ok ? _security.Open(message, out _) : ReplyVerdict.Malformed;

    private static byte[] Written(in V3Header header, UserKeys? keys, PduHeader pdu, Oid name, int varbinds)
    {
        var buffer = new byte[4096];
        var writer = new PduWriter(buffer.AsSpan(1000), pdu);
        for (var i = 0; i < varbinds; i++) writer.TryAddUnsigned(name.Encoded, SmiType.Counter64, 1_234_567_890_123);
        writer.TryComplete(out var length, out _);
        V3Envelope.TryWrap(buffer, header, 1000, length, out var layout);
        keys?.Encrypt(buffer.AsSpan(layout.DataAt, layout.Length - layout.DataAt), 0, 0, 42, buffer.AsSpan(layout.SaltAt, 8));
        keys?.Sign(buffer.AsSpan(0, layout.Length), layout.TagAt);
        return buffer[..layout.Length];
    }
}
