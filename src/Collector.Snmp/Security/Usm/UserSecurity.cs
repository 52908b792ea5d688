using System.Text;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Security.Usm;

/// <summary>SNMPv3's user-based security model towards one target (RFC 3414): discovery, clock, keys, signatures and encryption.</summary>
/// <remarks>
/// <para>The target's lane only. The engine's id and clock live in the lane's <see cref="EngineTable"/>, so that they outlive this object.</para>
/// <para>Only two reports have an effect: of an unknown engine id, which cannot be signed, and of a wrong clock if it is signed. Others are passed on as
/// <see cref="MessageSecurity.Problem"/>.</para>
/// </remarks>
internal sealed class UserSecurity : MessageSecurity
{
    /// <summary>What we say we take: the longest datagram there is.</summary>
    public const int OwnMaxSize = 65_507;

    // An agent that gives another engine id each time would have us derive keys without end.
    private const int MostDiscoveries = 3;
    private const int DiscoveriesPerMs = 60_000;

    // One stale report may be an old one; an agent that goes on has begun anew without counting its boots.
    private const int MostStaleReports = 2;

    private readonly UsmUser _user;
    private readonly UsmLane _lane;
    private readonly byte[] _userName;
    private readonly byte[] _contextName;
    private readonly byte[] _contextEngineId; // empty: the agent's own
    private AuthoritativeEngine _engine = new();
    private UserKeys? _keys;
    private int _keysFor = -1;
    private int _derivingFor = -1;
    private int _staleReports;
    private int _discoveries;
    private long _discoveriesSince;
    private bool _isClosed;

    /// <param name="user">As whom.</param>
    /// <param name="context">What part of the agent.</param>
    /// <param name="lane">Whose thread this is.</param>
    public UserSecurity(UsmUser user, SnmpContext context, UsmLane lane)
    {
        _user = user;
        _lane = lane;
        _contextEngineId = Convert.FromHexString(context.EngineId);
        _userName = Encoding.UTF8.GetBytes(user.Name);
        _contextName = Encoding.UTF8.GetBytes(context.Name);
    }

    /// <inheritdoc/>
    public override SnmpVersion Version => SnmpVersion.V3;

    /// <inheritdoc/>
    public override void BeginPoll(in TransportEndpoint endpoint)
    {
        var engine = _lane.Engines.At(endpoint);
        engine.UsedAt = _lane.NowMs;
        if (engine == _engine) return;
        (_engine, _keysFor, _derivingFor) = (engine, -1, -1);
    }

    /// <inheritdoc/>
    public override SecurityReadiness Prepare()
    {
        var engine = _engine;
        if (!engine.IsKnown) return SecurityReadiness.Undiscovered;
        if (_keysFor == engine.Generation) return SecurityReadiness.Ready;
        if (_derivingFor == engine.Generation) return SecurityReadiness.DerivingKeys;
        return _lane.Keys.Find(_user, engine.Id) is { } keys ? Take(keys, engine.Generation) : Request(engine, engine.Generation);
    }

    /// <inheritdoc/>
    public override bool TryWrite(Span<byte> buffer, int id, in RequestPdu request, out int length)
    {
        length = 0;
        var engine = _engine;
        if (!engine.IsKnown) return Discovery.TryWrite(buffer, id, out length);
        if (_keys is not { } keys) return false;
        if (buffer.Length > engine.MaxSize) buffer = buffer[..engine.MaxSize];
        var isSigned = _user.Level != SnmpSecurityLevel.NoAuthNoPriv;
        var header = new V3Header
        {
            Id = id,
            MaxSize = OwnMaxSize,
            Flags = FlagsOf(_user.Level) | MessageFlags.Reportable,
            EngineId = engine.Id,
            Boots = isSigned ? engine.Boots : 0,
            Time = isSigned ? engine.TimeAt(_lane.NowMs) : 0,
            UserName = _userName,
            TagSize = keys.TagSize,
            SaltSize = keys.HasPrivacy ? UsmCipher.SaltSize : 0,
            PaddedTo = keys.PaddedTo,
            ContextEngineId = _contextEngineId.Length > 0 ? _contextEngineId : engine.Id,
            ContextName = _contextName,
        };
        if (!TryWrap(buffer, header, request, out var layout)) return false;
        length = layout.Length;
        keys.Encrypt(buffer[layout.DataAt..length], header.Boots, header.Time, keys.HasPrivacy ? _lane.NextSalt() : 0, buffer.Slice(layout.SaltAt, header.SaltSize));
        keys.Sign(buffer[..length], layout.TagAt);
        return true;
    }

    /// <inheritdoc/>
    public override ReplyVerdict Open(in IncomingMessage message, out Pdu pdu)
    {
        pdu = default;
        if (message.Version != SnmpVersion.V3) return ReplyVerdict.Foreign;
        var v3 = message.V3;
        return v3.IsAuthenticated ? OpenSigned(v3, out pdu) : OpenUnsigned(v3, out pdu);
    }

    /// <inheritdoc/>
    public override void Close()
    {
        _isClosed = true;
        _keys?.Dispose();
        (_keys, _keysFor) = (null, -1);
    }

    private static MessageFlags FlagsOf(SnmpSecurityLevel level) => level switch
    {
        SnmpSecurityLevel.AuthPriv => MessageFlags.Authenticated | MessageFlags.Encrypted,
        SnmpSecurityLevel.AuthNoPriv => MessageFlags.Authenticated,
        _ => MessageFlags.None,
    };

    private static bool TryWrap(Span<byte> buffer, in V3Header header, in RequestPdu request, out V3Layout layout)
    {
        layout = default;
        var reserve = V3Envelope.Reserve(header);
        if (reserve >= buffer.Length) return false;
        var writer = new PduWriter(buffer[reserve..], request.Header(header.Id));
        for (var i = 0; i < request.Count; i++)
        {
            if (!writer.TryAdd(request.Name(i))) return false;
        }

        return writer.TryComplete(out var length, out _) && V3Envelope.TryWrap(buffer, header, reserve, length, out layout);
    }

    private ReplyVerdict OpenUnsigned(scoped in V3Message message, out Pdu pdu)
    {
        if (ReadPdu(message.Data, out pdu, out var scoped) is { } unreadable) return unreadable;
        if (pdu.Type == PduType.Report) return OnReport(message, pdu, isSigned: false);
        if (_user.Level != SnmpSecurityLevel.NoAuthNoPriv) return ReplyVerdict.Unauthentic;
        return IsForeign(message) || !IsOurs(scoped) ? ReplyVerdict.Foreign : AcceptResponse(message, pdu);
    }

    private ReplyVerdict OpenSigned(scoped in V3Message message, out Pdu pdu)
    {
        pdu = default;
        if (IsForeign(message)) return ReplyVerdict.Foreign;
        if (_keys is not { } keys || !keys.Verify(message.Whole, message.AuthenticationAt, message.Usm.Authentication)) return ReplyVerdict.Unauthentic;

        // What is signed may be looked at before its time is judged: a report about the clock is what may set one that is not known.
        var data = message.Data;
        if (message.IsEncrypted)
        {
            if (!keys.TryDecrypt(data, message.Usm.Boots, message.Usm.Time, message.Usm.Privacy, _lane.Buffers)) return keys.HasPrivacy ? ReplyVerdict.Malformed : ReplyVerdict.Foreign;
            data = _lane.Buffers.Plain.AsSpan(0, data.Length);
        }

        if (ReadPdu(data, out pdu, out var scoped) is { } unreadable) return unreadable;
        var isReport = pdu.Type == PduType.Report;
        var tellsTheTime = isReport && UsmReport.Read(pdu) == AccessProblem.NotInTimeWindow;
        if (!_engine.TryAccept(message.Usm.Boots, message.Usm.Time, _lane.NowMs, tellsTheTime)) return OnStale(tellsTheTime);
        _engine.TakeMaxSize(message.MaxSize);
        if (isReport) return OnReport(message, pdu, isSigned: true);
        if (!message.IsEncrypted && _user.Level == SnmpSecurityLevel.AuthPriv) return ReplyVerdict.Unauthentic; // RFC 3412 section 7.2 (12): at the level that was asked for
        return IsOurs(scoped) ? AcceptResponse(message, pdu) : ReplyVerdict.Foreign;
    }

    private ReplyVerdict AcceptResponse(in V3Message message, in Pdu pdu)
    {
        // The msgID found the request, and the request-id has the same number: a PDU of another message does not go with it.
        if (pdu.Type != PduType.Response || pdu.RequestId != message.Id) return ReplyVerdict.Malformed;
        _staleReports = 0;
        return ReplyVerdict.Accepted;
    }

    private ReplyVerdict OnReport(in V3Message message, in Pdu pdu, bool isSigned)
    {
        Problem = UsmReport.Read(pdu);
        return Problem switch
        {
            AccessProblem.UnknownEngineId when IsNews(message.Usm.EngineId) => Learn(message.Usm),
            AccessProblem.NotInTimeWindow when isSigned => ReplyVerdict.SendAgain, // its time has been taken over
            _ => ReplyVerdict.Reported,
        };
    }

    private ReplyVerdict OnStale(bool isReport)
    {
        if (isReport && ++_staleReports >= MostStaleReports)
        {
            _staleReports = 0;
            _engine.ForgetTime();
        }

        return ReplyVerdict.Stale;
    }

    private ReplyVerdict Learn(in UsmParameters usm)
    {
        var now = _lane.NowMs;
        if (now - _discoveriesSince >= DiscoveriesPerMs) (_discoveriesSince, _discoveries) = (now, 0);
        if (++_discoveries > MostDiscoveries) return ReplyVerdict.Reported;
        _engine.Discover(usm.EngineId, usm.Boots, usm.Time, now);
        return ReplyVerdict.SendAgain;
    }

    private bool IsNews(ReadOnlySpan<byte> engineId) => !engineId.IsEmpty && !engineId.SequenceEqual(_engine.Id);

    private bool IsForeign(in V3Message message) =>
        !_engine.IsKnown || !message.Usm.EngineId.SequenceEqual(_engine.Id) || !message.Usm.UserName.SequenceEqual(_userName);

    private bool IsOurs(in ScopedPdu scoped) => scoped.ContextName.SequenceEqual(_contextName);

    private static ReplyVerdict? ReadPdu(ReadOnlySpan<byte> data, out Pdu pdu, out ScopedPdu scoped)
    {
        pdu = default;
        if (ScopedPdu.TryRead(data, out scoped) != DecodeStatus.Ok || PduReader.TryRead(scoped.Pdu, out pdu) != DecodeStatus.Ok) return ReplyVerdict.Malformed;
        return null;
    }

    private SecurityReadiness Take(LocalizedKeys keys, int generation)
    {
        _keys?.Dispose();
        (_keys, _keysFor, _derivingFor) = (new UserKeys(_user, keys), generation, -1);
        return SecurityReadiness.Ready;
    }

    /// <summary>By itself, because what its lambda captures is allocated wherever the method begins, and <see cref="Prepare"/> is called for each request.</summary>
    private SecurityReadiness Request(AuthoritativeEngine engine, int generation)
    {
        if (_lane.Keys.TryRequest(_user, engine.Id, derived => _lane.PostAsync(() => OnDerived(derived, engine, generation)))) _derivingFor = generation;
        return SecurityReadiness.DerivingKeys;
    }

    private void OnDerived(LocalizedKeys keys, AuthoritativeEngine engine, int generation)
    {
        if (_isClosed || engine != _engine || generation != engine.Generation) return;
        Take(keys, generation);
        BecameReady?.Invoke();
    }
}
