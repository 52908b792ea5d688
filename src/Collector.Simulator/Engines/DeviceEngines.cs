using System.Buffers.Binary;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Simulator.Engines;

/// <summary>The SNMPv3 engines of all devices (RFC 3414 section 3.2): opens requests, refuses with reports, wraps responses.</summary>
/// <remarks>Guarded by the fleet's lock. What a request's spans show is valid until the next is opened.</remarks>
internal sealed class DeviceEngines(SimulatorOptions options) : IDisposable
{
    private const int TimeWindow = 150;
    private const int SaltSize = 8;

    // RFC 3411 section 5: an enterprise number (32473 is for examples, RFC 5612) with the first bit set, and octets of our own choice (5).
    private static readonly byte[] IdPrefix = [0x80, 0x00, 0x7E, 0xD9, 5];

    // usmStats, without the counter's number and the instance.
    private static readonly byte[] UsmStats = Oid.Parse("1.3.6.1.6.3.15.1.1").Encoded.ToArray();

    private readonly EngineUsers _users = new(options.Users);
    private readonly CipherBuffers _buffers = new();
    private readonly byte[] _pdu = new byte[65_536];
    private ulong _salt = 1;
    private uint _reports;

    /// <summary>Whether there is anybody to ask in version 3.</summary>
    public bool HasUsers => options.Users.Count > 0;

    public byte[] IdOf(int device)
    {
        var id = new byte[IdPrefix.Length + sizeof(int)];
        IdPrefix.CopyTo(id, 0);
        BinaryPrimitives.WriteInt32BigEndian(id.AsSpan(IdPrefix.Length), NumberOf(device));
        return id;
    }

    public EngineOutcome Open(ReadOnlySpan<byte> datagram, int device, in EngineClock clock, out EngineRequest request)
    {
        request = default;
        if (V3Message.TryRead(datagram, out var message) != DecodeStatus.Ok) return EngineOutcome.Malformed;
        request = new EngineRequest { Message = message, Clock = clock };
        if (!message.Usm.EngineId.SequenceEqual(clock.EngineId)) return EngineOutcome.UnknownEngineId;
        if (!_users.TryFind(message.Usm.UserName, out var user)) return EngineOutcome.UnknownUser;
        if (LevelOf(message) > user.Level) return EngineOutcome.UnsupportedSecurityLevel;
        // The views' business in a real agent: a user asks at its own level and not below.
        if (LevelOf(message) < user.Level) return EngineOutcome.UnsupportedSecurityLevel;
        var keys = _users.KeysOf(user, NumberOf(device), clock.EngineId);
        if (message.IsAuthenticated && !keys.Verify(message.Whole, message.AuthenticationAt, message.Usm.Authentication)) return EngineOutcome.WrongDigest;
        request = new EngineRequest { Message = message, Clock = clock, Keys = keys };
        if (message.IsAuthenticated && !IsInWindow(message.Usm, clock)) return EngineOutcome.NotInTimeWindow;
        return ReadPdu(datagram, message, keys, clock, out request);
    }

    /// <summary>How much longer than a PDU the message around it may be.</summary>
    public static int Overhead(in EngineRequest request) => V3Envelope.Reserve(Header(request, MessageFlags.Authenticated | MessageFlags.Encrypted));

    /// <summary>Puts the answer, a community message at the front of the room, into a message of this user. Returns its length.</summary>
    public int Wrap(Span<byte> room, int length, in EngineRequest request)
    {
        if (CommunityMessage.TryRead(room[..length], out _, out _, out var pdu) != DecodeStatus.Ok) return 0;
        var pduLength = pdu.Length;
        pdu.CopyTo(_pdu);
        return Write(room, _pdu.AsSpan(0, pduLength), request, request.Message.Flags & ~MessageFlags.Reportable);
    }

    /// <summary>Writes a report; returns its length. Only one about the time is signed.</summary>
    public int Report(Span<byte> room, EngineOutcome outcome, in EngineRequest request)
    {
        Span<byte> name = [.. UsmStats, (byte)outcome, 0];
        var writer = new PduWriter(_pdu, new PduHeader(PduType.Report, RequestIdOf(request)));
        if (!writer.TryAddUnsigned(name, SmiType.Counter32, ++_reports) || !writer.TryComplete(out var length, out _)) return 0;
        var isSigned = outcome == EngineOutcome.NotInTimeWindow && request.Keys is not null;
        return Write(room, _pdu.AsSpan(0, length), request, isSigned ? MessageFlags.Authenticated : MessageFlags.None);
    }

    public void Dispose() => _users.Dispose();

    /// <summary>Turns a bit of a signed message's signature over.</summary>
    public static void SpoilSignature(Span<byte> message)
    {
        if (V3Message.TryRead(message, out var read) == DecodeStatus.Ok && read.IsAuthenticated) message[read.AuthenticationAt] ^= 1;
    }

    private static SnmpSecurityLevel LevelOf(in V3Message message) =>
        message.IsEncrypted ? SnmpSecurityLevel.AuthPriv : message.IsAuthenticated ? SnmpSecurityLevel.AuthNoPriv : SnmpSecurityLevel.NoAuthNoPriv;

    private static bool IsInWindow(in UsmParameters usm, in EngineClock clock) =>
        usm.Boots == clock.Boots && clock.Boots != int.MaxValue && Math.Abs((long)usm.Time - clock.Time) <= TimeWindow;

    private static V3Header Header(in EngineRequest request, MessageFlags flags)
    {
        var keys = (flags & MessageFlags.Authenticated) != 0 ? request.Keys : null;
        var isEncrypted = (flags & MessageFlags.Encrypted) != 0 && keys is { HasPrivacy: true };
        return new V3Header
        {
            Id = request.Message.Id,
            MaxSize = 65_507,
            Flags = flags,
            EngineId = request.Clock.EngineId,
            Boots = request.Clock.Boots,
            Time = request.Clock.Time,
            UserName = request.Message.Usm.UserName,
            TagSize = keys?.TagSize ?? 0,
            SaltSize = isEncrypted ? SaltSize : 0,
            PaddedTo = isEncrypted ? keys!.PaddedTo : 1,
            ContextEngineId = request.ContextEngineId.IsEmpty ? request.Clock.EngineId : request.ContextEngineId,
            ContextName = request.ContextName,
        };
    }

    private int NumberOf(int device) => options.SharedEngineId ? 0 : device;

    private EngineOutcome ReadPdu(ReadOnlySpan<byte> datagram, scoped in V3Message message, UserKeys keys, scoped in EngineClock clock, out EngineRequest request)
    {
        request = new EngineRequest { Message = message, Clock = clock, Keys = keys };
        var octets = datagram;
        var data = message.Data;
        if (message.IsEncrypted)
        {
            if (!keys.TryDecrypt(data, message.Usm.Boots, message.Usm.Time, message.Usm.Privacy, _buffers)) return EngineOutcome.DecryptionError;
            octets = data = _buffers.Plain.AsSpan(0, data.Length);
        }

        if (ScopedPdu.TryRead(data, out var scoped) != DecodeStatus.Ok) return message.IsEncrypted ? EngineOutcome.DecryptionError : EngineOutcome.Malformed;
        request = new EngineRequest
        {
            Message = message, Clock = clock, Keys = keys, Octets = octets, Pdu = scoped.Pdu, ContextEngineId = scoped.ContextEngineId, ContextName = scoped.ContextName,
        };
        return EngineOutcome.Request;
    }

    /// <summary>Of a plain request, even if it is refused; 0 of one that cannot be read (RFC 3412 section 7.1 (3)).</summary>
    private static int RequestIdOf(in EngineRequest request) =>
        !request.Message.IsEncrypted && ScopedPdu.TryRead(request.Message.Data, out var scoped) == DecodeStatus.Ok && PduReader.TryRead(scoped.Pdu, out var pdu) == DecodeStatus.Ok
            ? pdu.RequestId : 0;

    private int Write(Span<byte> room, ReadOnlySpan<byte> pdu, in EngineRequest request, MessageFlags flags)
    {
        var header = Header(request, flags);
        var reserve = V3Envelope.Reserve(header);
        pdu.CopyTo(room[reserve..]);
        if (!V3Envelope.TryWrap(room, header, reserve, pdu.Length, out var layout)) return 0;
        if (header.SaltSize > 0) request.Keys!.Encrypt(room[layout.DataAt..layout.Length], header.Boots, header.Time, _salt++, room.Slice(layout.SaltAt, SaltSize));
        if (header.TagSize > 0) request.Keys!.Sign(room[..layout.Length], layout.TagAt);
        return layout.Length;
    }
}
