using Collector.Daemon.Tests.Reloading;
using Collector.Daemon.Verdicts;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Grpc;
using Collector.Grpc.Server;
using Collector.Pipeline.Store.Streams;
using Google.Protobuf;

namespace Collector.Daemon.Tests.Verdicts;

/// <summary>Why a device that streams is missing.</summary>
public sealed class StreamedVerdictTests
{
    private const long Now = 1_700_000_060_000;

    [Fact]
    public async Task A_device_that_streams_is_ok()
    {
        await using var device = await StartDeviceAsync(null);
        Assert.StartsWith("It streams, the last message came ", await JudgeAsync("ok", device.Address.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_what_the_device_says_it_is()
    {
        await using var device = await StartDeviceAsync(new Status(StatusCode.Unauthenticated, "bad credentials"));
        var text = await JudgeAsync("wrong_credentials", device.Address.ToString());
        Assert.StartsWith("The device does not let us in (UNAUTHENTICATED): bad credentials", text, StringComparison.Ordinal);
        Assert.Contains("It is tried again at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("c4nary", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_device_cannot_do_is_rejected()
    {
        await using var device = await StartDeviceAsync(new Status(StatusCode.Unimplemented, "no such path"));
        Assert.Contains("no such path (subscription ifc, rejected", await JudgeAsync("rejected", device.Address.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_without_tls_is_told_from_one_that_is_not_there()
    {
        await using var device = await StartDeviceAsync(null);
        Assert.StartsWith("TLS could not be agreed on: ", await JudgeAsync("tls", device.Address.ToString(), "skip-verify: true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_and_a_name_without_address_is_unresolved()
    {
        Assert.StartsWith("It cannot be connected to", await JudgeAsync("unreachable", "127.62.1.1:9"), StringComparison.Ordinal);
        Assert.StartsWith("Its name has no address: nobody.invalid", await JudgeAsync("unresolved", "nobody.invalid:57400"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DisconnectReason.Silent, "stream_silent", "The stream fell silent and was ended: no message for 30 s (subscription ifc, silent, at 2023-11-14T22:13:20Z).")]
    [InlineData(DisconnectReason.Malformed, "invalid_replies", "It sends what is no gNMI: no message for 30 s (subscription ifc, malformed, at 2023-11-14T22:13:20Z).")]
    public void The_last_error_is_the_evidence(DisconnectReason reason, string kind, string text)
    {
        var stream = new StreamHistory(["ifc"]);
        stream.Failed(new StreamError(1_700_000_000_000, "CANCELLED", reason, "no message for 30 s", "ifc"));
        var verdict = new StreamVerdict(stream, Now).Judge();
        Assert.Equal((kind, text), (Pipeline.Diagnostics.EnumLabels<VerdictKind>.Of(verdict.Kind), verdict.Text));
    }

    [Fact]
    public void A_target_that_names_what_is_not_there_is_misconfigured()
    {
        var stream = new StreamHistory(["ifc"]);
        stream.Enter(StreamState.Misconfigured);
        stream.Failed(new StreamError(1_700_000_000_000, "INVALID_ARGUMENT", DisconnectReason.Rejected, "there is no subscription \"ifc\"", null));
        Assert.Equal(new Verdict(VerdictKind.Misconfigured, "It is not streamed from: there is no subscription \"ifc\"."), new StreamVerdict(stream, Now).Judge());
    }

    [Fact]
    public void Subscriptions_that_bring_nothing_are_named()
    {
        var stream = new StreamHistory(["ifc", "bgp"]);
        foreach (var subscription in stream.Subscriptions)
        {
            subscription.CountResponse(1_700_000_059_000_000_000);
            subscription.Enter(StreamState.Streaming);
            subscription.Synced();
        }

        var nothing = new StreamVerdict(stream, Now).Judge();
        stream.Subscriptions[0].HasSeries(3);
        var something = new StreamVerdict(stream, Now).Judge();
        stream.Subscriptions[1].CountNotification(2, 0, 0);
        var text = new StreamVerdict(stream, Now).Judge();

        Assert.Equal((VerdictKind.Empty, "It streams, the last message came 1.0 s ago, and no series comes of what is subscribed to (ifc, bgp): it has nothing at those paths, or knows them under another origin or spelling."), (nothing.Kind, nothing.Text));
        Assert.Equal((VerdictKind.Ok, "It streams, the last message came 1.0 s ago. No series comes of bgp: it has nothing at those paths, or knows them under another origin or spelling."), (something.Kind, something.Text));
        Assert.Contains("no rule makes one of it", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_went_wrong_on_our_side_is_not_put_on_the_device()
    {
        var error = new StreamError(1_700_000_000_000, "UNAUTHENTICATED", DisconnectReason.Denied, "password_file: no such file", null) { IsOurs = true };
        Assert.Equal((VerdictKind.WrongCredentials, "Its credentials cannot be read here, so the device was not asked: password_file: no such file (at 2023-11-14T22:13:20Z)."), Judge(error));
        Assert.StartsWith("The collector itself failed, which is no fault of the device's: ", Judge(error with { Reason = DisconnectReason.Failed }).Text, StringComparison.Ordinal);
        Assert.StartsWith("Nobody answers: the address or the port is wrong", Judge(error with { Reason = DisconnectReason.Unavailable, IsOurs = false, IsUnanswered = true }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_takes_a_subscription_and_sends_nothing_at_all_is_empty()
    {
        var stream = new StreamHistory(["ifc"]);
        stream.Subscriptions[0].Enter(StreamState.Subscribed);
        stream.Subscriptions[0].CountsAsLive();
        Assert.Equal(VerdictKind.Ok, new StreamVerdict(stream, Now).Judge().Kind);
        stream.Subscriptions[0].MissesSync();
        var verdict = new StreamVerdict(stream, Now).Judge();
        Assert.Equal(VerdictKind.Empty, verdict.Kind);
        Assert.StartsWith("It took the subscription ifc and has sent nothing since", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_that_there_is_no_room_for_are_mentioned()
    {
        var stream = new StreamHistory(["ifc"]);
        stream.Subscriptions[0].CountResponse(1_700_000_059_000_000_000);
        stream.Subscriptions[0].CountSeriesLimitHit();
        Assert.EndsWith("Series of ifc were left out, because it has as many as a subscription may (collector_gnmi_series_limit_hits_total).", new StreamVerdict(stream, Now).Judge().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_subscription_that_fails_beside_one_that_works_is_named()
    {
        var stream = new StreamHistory(["ifc", "bgp"]);
        stream.Subscriptions[0].CountResponse(1_700_000_059_000_000_000);
        stream.Subscriptions[1].CountFailedCall();
        stream.Failed(new StreamError(1_700_000_000_000, "NOT_FOUND", DisconnectReason.Rejected, "no such path", "bgp"));
        var verdict = new StreamVerdict(stream, Now).Judge();
        Assert.Equal((VerdictKind.Truncated, "It streams, but not the subscription bgp: no such path (at 2023-11-14T22:13:20Z)."), (verdict.Kind, verdict.Text));
    }

    private static (VerdictKind Kind, string Text) Judge(StreamError error)
    {
        var stream = new StreamHistory(["ifc"]);
        stream.Failed(error);
        var verdict = new StreamVerdict(stream, Now).Judge();
        return (verdict.Kind, verdict.Text);
    }

    private static async Task<string> JudgeAsync(string kind, string address, string security = "insecure: true")
    {
        await using var daemon = await RunningDaemon.StartAsync($$"""
            snmp: { lanes: 1 }
            gnmi:
              subscriptions: { ifc: { paths: [/interfaces] } }
              targets: { edge1: { address: "{{address}}", {{security}}, username: admin, password: c4nary } }
            """);
        return await VerdictReading.ExpectAsync(daemon, "edge1", kind);
    }

    /// <param name="refusal">What a call ends with; null for a device that streams.</param>
    private static Task<GrpcServer> StartDeviceAsync(Status? refusal) => GrpcServer.StartAsync(new GrpcServerOptions
    {
        Methods = new Dictionary<string, GrpcHandler>
        {
            [TargetChannel.CapabilitiesMethod] = GrpcHandlers.Unary((_, _) => refusal is { StatusCode: StatusCode.Unauthenticated } denied
                ? throw new RpcException(new CallEnd(denied, EndReason.ServerStatus))
                : Task.FromResult<ReadOnlyMemory<byte>>(new CapabilityResponse { SupportedEncodings = { Encoding.Proto } }.ToByteArray())),
            [TargetChannel.SubscribeMethod] = async call =>
            {
                await call.ReadAsync();
                if (refusal is { } status) return status;
                var leaf = new Update { Path = new Collector.Gnmi.Protocol.Path { Elem = { new PathElem { Name = "in-octets" } } }, Val = new TypedValue { UintVal = 42 } };
                await call.WriteAsync(new SubscribeResponse { Update = new Notification { Timestamp = 1_700_000_000_000_000_000, Update = { leaf } } }.ToByteArray());
                await call.WriteAsync(new SubscribeResponse { SyncResponse = true }.ToByteArray());
                await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken);
                return Status.OK;
            },
        },
    });
}
