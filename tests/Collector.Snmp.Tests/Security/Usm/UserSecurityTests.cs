using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;
using Collector.Testing;

namespace Collector.Snmp.Tests.Security.Usm;

public sealed class UserSecurityTests : IDisposable
{
    private static readonly byte[] EngineId = [0x80, 0, 0x7E, 0xD9, 5, 1, 2, 3, 4];
    private static readonly TransportEndpoint Endpoint = TransportEndpoint.From(new System.Net.IPEndPoint(0x0100007F, 161));

    private readonly KeyStore _keys = new(workers: 1);
    private readonly byte[] _buffer = new byte[1472];
    private readonly System.Threading.Channels.Channel<Action> _posted = System.Threading.Channels.Channel.CreateUnbounded<Action>();
    private readonly UsmLane _lane;
    private long _nowMs = 1_000_000;
    private int _id = RequestIds.Min;

    public UserSecurityTests() => _lane = new UsmLane(_keys, () => _nowMs, work => _posted.Writer.WriteAsync(work));

    public static TheoryData<string> Users =>
    [
        .. from level in Enum.GetValues<SnmpSecurityLevel>() from hash in Enum.GetValues<SnmpAuthProtocol>() from cipher in Enum.GetValues<SnmpPrivProtocol>()
        where (hash == 0 && cipher == 0) || (level == SnmpSecurityLevel.AuthNoPriv && cipher == 0) || level == SnmpSecurityLevel.AuthPriv
        select $"{level}/{hash}/{cipher}",
    ];

    public void Dispose() => _keys.Dispose();

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_of_every_kind_asks_and_is_answered(string kind)
    {
        var (security, engine) = await DiscoveredAsync(User(kind));

        for (var i = 0; i < 20; i++)
        {
            engine.Time += 10;
            _nowMs += 10_000;
            var request = engine.Read(Write(security));

            Assert.True(request.IsRight);
            Assert.Equal(_id, request.RequestId);
            if (security.Version == SnmpVersion.V3 && !kind.StartsWith("NoAuth", StringComparison.Ordinal)) Assert.Equal((engine.Boots, engine.Time), (request.Boots, request.Time));
            Assert.Equal(ReplyVerdict.Accepted, Open(security, engine.Response(_id)));
        }
    }

    [Theory]
    [InlineData("AuthPriv/Sha/Aes")]
    [InlineData("AuthPriv/Md5/Des")]
    [InlineData("AuthNoPriv/Sha224/Des")]
    [InlineData("AuthNoPriv/Sha512/Des")]
    public async Task A_reply_with_any_bit_changed_is_never_accepted(string kind)
    {
        var (security, engine) = await DiscoveredAsync(User(kind));
        Write(security);
        var reply = engine.Response(_id);

        for (var bit = 0; bit < reply.Length * 8; bit++)
        {
            var changed = reply.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(ReplyVerdict.Accepted, OpenAnyId(security, changed));
        }

        Assert.Equal(ReplyVerdict.Accepted, Open(security, reply));
    }

    /// <summary>CVE-2008-0960: others compared as many octets as the reply had, so that one was enough, and one in 256 guesses right.</summary>
    [Theory]
    [InlineData("AuthNoPriv/Md5/Des")]
    [InlineData("AuthPriv/Sha/Aes")]
    [InlineData("AuthNoPriv/Sha256/Des")]
    [InlineData("AuthNoPriv/Sha512/Des")]
    public async Task A_right_authentication_code_that_was_cut_is_wrong(string kind)
    {
        var user = User(kind);
        var (security, engine) = await DiscoveredAsync(user);
        Write(security);

        for (var size = 0; size <= 48; size++)
            Assert.Equal(size == AuthProtocolSizes.TagSize(user.AuthProtocol), OpenAnyId(security, engine.Response(_id, tagSize: size)) == ReplyVerdict.Accepted);
    }

    [Fact]
    public async Task No_datagram_makes_it_throw()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        Write(security);
        var hostile = new Messages.HostileDatagrams(3, [engine.Response(_id), engine.Report(_id, 2, SnmpSecurityLevel.AuthNoPriv), engine.Report(_id, 3, SnmpSecurityLevel.NoAuthNoPriv)]);

        for (var i = 0; i < 100_000; i++) OpenAnyId(security, hostile.Next());
    }

    [Theory]
    [InlineData(SnmpSecurityLevel.NoAuthNoPriv)]
    [InlineData(SnmpSecurityLevel.AuthNoPriv)]
    public async Task A_response_below_the_level_of_the_request_is_refused(SnmpSecurityLevel level)
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha256/Aes"));
        Write(security);

        Assert.Equal(ReplyVerdict.Unauthentic, Open(security, engine.Response(_id, level)));
    }

    [Fact]
    public async Task A_response_that_somebody_kept_is_stale()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        Write(security);
        var old = engine.Response(_id);
        Assert.Equal(ReplyVerdict.Accepted, Open(security, old));

        _nowMs += 149_000;
        Assert.Equal(ReplyVerdict.Accepted, Open(security, old)); // the window is 150 s
        _nowMs += 2_000;
        for (var i = 0; i < 5; i++) Assert.Equal(ReplyVerdict.Stale, Open(security, old));
    }

    [Fact]
    public async Task A_response_from_before_a_reboot_is_stale()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthNoPriv/Sha/Des"));
        Write(security);
        var old = engine.Response(_id);
        (engine.Boots, engine.Time) = (8, 5);
        Assert.Equal(ReplyVerdict.Accepted, Open(security, engine.Response(_id)));

        Assert.Equal(ReplyVerdict.Stale, Open(security, old));
        Assert.Equal((8, 5), (engine.Read(Write(security)).Boots, engine.Read(Write(security)).Time));
    }

    [Fact]
    public async Task A_signed_report_of_the_time_sets_the_clock_and_asks_again()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        (engine.Boots, engine.Time) = (9, 3);
        Write(security);

        Assert.Equal(ReplyVerdict.SendAgain, Open(security, engine.Report(_id, 2, SnmpSecurityLevel.AuthNoPriv)));

        var request = engine.Read(Write(security));
        Assert.Equal((true, 9, 3), (request.IsRight, request.Boots, request.Time));
    }

    [Fact]
    public async Task An_unsigned_report_of_the_time_changes_nothing()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        var before = engine.Read(Write(security));
        engine.Boots = 9;

        Assert.Equal((ReplyVerdict.Reported, AccessProblem.NotInTimeWindow), (Open(security, engine.Report(_id, 2, SnmpSecurityLevel.NoAuthNoPriv)), security.Problem));

        Assert.Equal(before.Boots, engine.Read(Write(security)).Boots);
    }

    [Fact]
    public async Task An_agent_that_began_anew_without_counting_its_boots_is_asked_for_its_time()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        Write(security);
        Assert.Equal(ReplyVerdict.Accepted, Open(security, engine.Response(_id)));
        var kept = engine.Response(_id);
        engine.Time = 1;

        Assert.Equal(ReplyVerdict.Stale, Open(security, engine.Report(_id, 2, SnmpSecurityLevel.AuthNoPriv))); // one may be an old one
        Assert.Equal(ReplyVerdict.Stale, Open(security, engine.Report(_id, 2, SnmpSecurityLevel.AuthNoPriv)));
        var request = engine.Read(Write(security));
        Assert.Equal((true, 0, 0), (request.IsRight, request.Boots, request.Time));
        Assert.Equal(ReplyVerdict.Stale, Open(security, kept)); // an old response may not set the clock
        Assert.Equal(ReplyVerdict.SendAgain, Open(security, engine.Report(_id, 2, SnmpSecurityLevel.AuthNoPriv)));

        Assert.Equal(1, engine.Read(Write(security)).Time);
        Assert.Equal(ReplyVerdict.Accepted, Open(security, engine.Response(_id)));
    }

    [Theory]
    [InlineData(1, AccessProblem.UnsupportedSecurityLevel)]
    [InlineData(3, AccessProblem.UnknownUser)]
    [InlineData(4, AccessProblem.UnknownEngineId)] // with the id that we have already
    [InlineData(5, AccessProblem.WrongDigest)]
    [InlineData(6, AccessProblem.DecryptionError)]
    [InlineData(99, AccessProblem.OtherReport)]
    public async Task Other_reports_are_passed_on(int usmStat, AccessProblem problem)
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        Write(security);

        Assert.Equal((ReplyVerdict.Reported, problem), (Open(security, engine.Report(_id, usmStat, SnmpSecurityLevel.NoAuthNoPriv)), security.Problem));
        Assert.Equal(ReplyVerdict.Accepted, Open(security, engine.Response(_id)));
    }

    [Fact]
    public async Task A_device_that_was_exchanged_is_learned_anew_a_few_times_and_not_for_ever()
    {
        var user = User("AuthNoPriv/Sha/Des");
        var (security, _) = await DiscoveredAsync(user);
        for (byte exchange = 1; exchange <= 6; exchange++)
        {
            Write(security);
            var other = new ScriptedEngine(user, [.. EngineId[..^1], (byte)(100 + exchange)]);
            Assert.Equal(exchange <= 2 ? ReplyVerdict.SendAgain : ReplyVerdict.Reported, Open(security, other.Discovered(_id))); // the first of three was its discovery
        }

        _nowMs += 60_000;
        Assert.Equal(ReplyVerdict.SendAgain, Open(security, new ScriptedEngine(user, [.. EngineId[..^1], 200]).Discovered(_id)));
    }

    [Theory]
    [InlineData("AuthPriv/Sha/Aes")]
    [InlineData("NoAuthNoPriv/Md5/Des")]
    public async Task Another_engine_context_or_request_is_refused(string kind)
    {
        var user = User(kind);
        var (security, engine) = await DiscoveredAsync(user);
        Write(security);

        Assert.Equal(ReplyVerdict.Foreign, Open(security, new ScriptedEngine(user, [1, 2, 3, 4, 5, 6]).Response(_id)));
        Assert.Equal(ReplyVerdict.Foreign, Open(security, new ScriptedEngine(user with { Name = "other" }, EngineId).Response(_id)));
        Assert.Equal(ReplyVerdict.Foreign, Open(security, engine.Response(_id, context: "other")));
        Assert.Equal(ReplyVerdict.Malformed, Open(security, engine.Response(_id, requestId: _id + 1)));
    }

    [Fact]
    public async Task The_engine_outlives_the_user_and_is_that_of_its_address()
    {
        var user = User("AuthNoPriv/Sha/Des");
        var (_, engine) = await DiscoveredAsync(user);
        engine.Time += 30;
        _nowMs += 30_000;

        var again = new UserSecurity(user, SnmpContext.Default, _lane);
        again.BeginPoll(Endpoint);
        Assert.Equal(SecurityReadiness.Ready, again.Prepare());
        Assert.Equal((true, engine.Boots, engine.Time), (engine.Read(Write(again)).IsRight, engine.Read(Write(again)).Boots, engine.Read(Write(again)).Time));

        var elsewhere = new UserSecurity(user, SnmpContext.Default, _lane);
        elsewhere.BeginPoll(TransportEndpoint.From(new System.Net.IPEndPoint(0x0200007F, 161)));
        Assert.Equal(SecurityReadiness.Undiscovered, elsewhere.Prepare());
    }

    [Fact]
    public async Task Asking_and_opening_allocates_nothing()
    {
        var (security, engine) = await DiscoveredAsync(User("AuthPriv/Sha/Aes"));
        Write(security);
        var reply = engine.Response(_id);
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            if (security.Prepare() != SecurityReadiness.Ready) throw new InvalidOperationException("It has its keys.");
            security.TryWrite(_buffer, _id, RequestPdu.GetBulk([0x2B, 6, 1, 2, 1], 25), out _);
            if (Open(security, reply) != ReplyVerdict.Accepted) throw new InvalidOperationException("It is right.");
        }));
    }

    private static UsmUser User(string kind)
    {
        var parts = kind.Split('/');
        return new UsmUser
        {
            Name = "noc", Level = Enum.Parse<SnmpSecurityLevel>(parts[0]), AuthProtocol = Enum.Parse<SnmpAuthProtocol>(parts[1]), Password = Secret.From("authentic"),
            PrivProtocol = Enum.Parse<SnmpPrivProtocol>(parts[2]), PrivPassword = Secret.From("private!"),
        };
    }

    /// <summary>A user that knows the engine and has its keys.</summary>
    private async Task<(UserSecurity Security, ScriptedEngine Engine)> DiscoveredAsync(UsmUser user)
    {
        var security = new UserSecurity(user, SnmpContext.Default, _lane);
        var engine = new ScriptedEngine(user, EngineId);
        security.BeginPoll(Endpoint);
        Assert.Equal(SecurityReadiness.Undiscovered, security.Prepare());
        Assert.Equal(DecodeStatus.Ok, V3Message.TryRead(Write(security), out var discovery));
        Assert.True(discovery.Usm.EngineId.IsEmpty && discovery.Usm.UserName.IsEmpty && discovery.IsReportable && !discovery.IsAuthenticated);
        Assert.Equal(ReplyVerdict.SendAgain, Open(security, engine.Discovered(_id)));
        while (security.Prepare() == SecurityReadiness.DerivingKeys) (await _posted.Reader.ReadAsync())();
        Assert.Equal(SecurityReadiness.Ready, security.Prepare());
        return (security, engine);
    }

    private byte[] Write(UserSecurity security)
    {
        Assert.True(security.TryWrite(_buffer, ++_id, RequestPdu.GetBulk([0x2B, 6, 1, 2, 1], 25), out var length));
        return _buffer[..length];
    }

    private static ReplyVerdict Open(UserSecurity security, byte[] datagram)
    {
        if (IncomingMessage.TryRead(datagram, out var message) != DecodeStatus.Ok) return ReplyVerdict.Malformed;
        return security.Open(message, out _);
    }

    /// <summary>As if the request table had found a request for whatever id it has.</summary>
    private static ReplyVerdict OpenAnyId(UserSecurity security, ReadOnlySpan<byte> datagram) =>
        IncomingMessage.TryRead(datagram, out var message) == DecodeStatus.Ok ? security.Open(message, out _) : ReplyVerdict.Malformed;
}
