using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;

namespace Collector.Fuzz.Targets;

/// <summary>SNMPv3 messages as somebody reads them who knows the engine and has its keys: as they came, and signed anew, so that damage gets past the signature.</summary>
internal sealed class UserSecurityTarget : FuzzTarget
{
    private const long NowMs = 1_000_000;

    private readonly KeyStore _keys = new(workers: 1);
    private readonly KnownUser[] _users;
    private readonly byte[] _request = new byte[1472];
    private UsmLane _lane;
    private int _addresses;

    public UserSecurityTarget()
    {
        _users =
        [
            Known(SnmpSecurityLevel.NoAuthNoPriv, SnmpAuthProtocol.Md5, SnmpPrivProtocol.Des),
            Known(SnmpSecurityLevel.AuthNoPriv, SnmpAuthProtocol.Sha256, SnmpPrivProtocol.Des),
            Known(SnmpSecurityLevel.AuthPriv, SnmpAuthProtocol.Md5, SnmpPrivProtocol.Des),
            Known(SnmpSecurityLevel.AuthPriv, SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes),
        ];
        _lane = NewLane();
        Samples = [.. _users.SelectMany(user => user.Samples())];
    }

    public override string Name => "user-security";

    public override IReadOnlyList<byte[]> Samples { get; }

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0], [0x04, 0], [0x04, 0x81, 0], [0x02, 0], [0x02, 4, 0x7F, 0xFF, 0xFF, 0xFF], [0x02, 1, 0xFF], [0x04, 1, 0], [0x04, 1, 1],
        [0x04, 1, 3], [0x04, 8, 0, 0, 0, 0, 0, 0, 0, 0], [0x04, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0xA8, 0], [0xA2, 0], [0x06, 0], [0x05, 0],
    ];

    public override void Read(byte[] input)
    {
        foreach (var user in _users)
        {
            Open(user, input);
            if (user.Keys.TagSize > 0 && SignedAnew(user, input) is { } signed) Open(user, signed);
        }
    }

    /// <summary>Opens it as the first message after the discovery, and then asks for something, whatever the message was.</summary>
    private void Open(KnownUser user, byte[] input)
    {
        if (IncomingMessage.TryRead(input, out var message) != DecodeStatus.Ok) return;
        var security = Discovered(user);
        var verdict = security.Open(message, out var pdu);
        if (verdict == ReplyVerdict.Accepted)
        {
            Must(message.V3.IsAuthenticated || user.Level == SnmpSecurityLevel.NoAuthNoPriv, "what is accepted from a user with a password is signed");
            Must(message.V3.IsEncrypted || user.Level != SnmpSecurityLevel.AuthPriv, "what is accepted from a user with privacy is encrypted");
            Must(pdu.Type == PduType.Response && pdu.RequestId == message.Id, "what is accepted answers the request that its id names");
            Must(pdu.VarbindList.Length <= input.Length, "a PDU is no longer than its message");
            var values = default(Varbinds);
            PduReader.ReadVarbinds(pdu.VarbindList, ref values);
        }

        if (security.Prepare() == SecurityReadiness.Ready && security.TryWrite(_request, 0x123456, RequestPdu.GetNext(KnownUser.Name), out var length))
            Must(V3Message.TryRead(_request.AsSpan(0, length), out _) == DecodeStatus.Ok, "a request can be read");
        security.Close();
    }

    /// <summary>A user of an agent that nobody has heard of yet, right after its discovery.</summary>
    private UserSecurity Discovered(KnownUser user)
    {
        if (++_addresses % 10_000 == 0) _lane = NewLane(); // it remembers every address
        var security = new UserSecurity(user.User, SnmpContext.Default, _lane);
        security.BeginPoll(TransportEndpoint.From(new IPEndPoint(_addresses, 161)));
        Must(IncomingMessage.TryRead(user.Discovery, out var discovery) == DecodeStatus.Ok && security.Open(discovery, out _) == ReplyVerdict.SendAgain, "an agent is discovered");
        Must(security.Prepare() == SecurityReadiness.Ready, "keys that were derived are known");
        return security;
    }

    private static byte[]? SignedAnew(KnownUser user, byte[] input)
    {
        if (V3Message.TryRead(input, out var message) != DecodeStatus.Ok || message.Usm.Authentication.Length != user.Keys.TagSize) return null;
        var signed = message.Whole.ToArray();
        signed.AsSpan(message.AuthenticationAt, user.Keys.TagSize).Clear();
        user.Keys.Sign(signed, message.AuthenticationAt);
        return signed;
    }

    private UsmLane NewLane() => new(_keys, () => NowMs, work =>
    {
        work();
        return ValueTask.CompletedTask;
    });

    private KnownUser Known(SnmpSecurityLevel level, SnmpAuthProtocol hash, SnmpPrivProtocol cipher)
    {
        var user = new UsmUser { Name = "noc", Level = level, AuthProtocol = hash, Password = Secret.From("maplesyrup"), PrivProtocol = cipher, PrivPassword = Secret.From("sugarcane") };
        if (level == SnmpSecurityLevel.NoAuthNoPriv) return new KnownUser(user, LocalizedKeys.None);
        var derived = new TaskCompletionSource<LocalizedKeys>();
        _keys.TryRequest(user, KnownUser.EngineId, keys =>
        {
            derived.SetResult(keys);
            return ValueTask.CompletedTask;
        });
        return new KnownUser(user, derived.Task.GetAwaiter().GetResult());
    }

    private readonly struct Varbinds : IVarbindHandler
    {
        public bool OnVarbind(in Varbind varbind) => true;
    }
}
