using Collector.Gnmi.Protocol;
using Collector.Grpc;
using static Collector.Daemon.Tests.Commands.Gnmi.SentMessages;

namespace Collector.Daemon.Tests.Commands.Gnmi;

public sealed class SubscribeCommandTests
{
    [Fact]
    public async Task Updates_deletes_and_the_sync_are_printed_as_they_come()
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: async call =>
        {
            await call.SendAsync(NotificationOf("/interfaces/interface[name=e1]", UpdateOf("state/counters/in-octets", new TypedValue { UintVal = 42 })));
            await call.SyncAsync();
            var change = NotificationOf("/interfaces", UpdateOf("interface[name=e1]/state/oper-status", new TypedValue { StringVal = "UP" }));
            change.Delete.Add(PathOf("interface[name=e2]"));
            await call.SendAsync(change);
            await call.SendAsync(new Notification { Timestamp = -1 });
            await call.StayAsync();
            return Status.OK;
        });

        var (code, output, error) = await GnmiRun.RunAsync("subscribe", target.Address, "--insecure", "--path", "/interfaces", "--count", "3");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            $"""
            {TimeText} /interfaces/interface[name=e1]/state/counters/in-octets = 42
            -- sync: this was all there is --
            {TimeText} /interfaces/interface[name=e2] deleted
            {TimeText} /interfaces/interface[name=e1]/state/oper-status = "UP"
            1969-12-31T23:59:59.999999999Z (nothing changed)

            """,
            output);
    }

    [Fact]
    public async Task The_request_says_what_the_flags_say()
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: async call =>
        {
            await call.SendAsync(NotificationOf(null));
            await call.StayAsync();
            return Status.OK;
        });

        await GnmiRun.RunAsync(
            "subscribe", target.Address, "--insecure", "--path", "/a", "--path", "/b", "--stream-mode", "sample", "--sample-interval", "1m30s", "--suppress-redundant", "--heartbeat-interval", "1h",
            "--updates-only", "--qos", "46", "--target", "edge1", "--encoding", "json_ietf", "--count", "1");

        var list = SubscribeRequest.Parser.ParseFrom(Assert.Single(target.Requests)).Subscribe;
        Assert.Equal(
            (SubscriptionList.Types.Mode.Stream, Collector.Gnmi.Protocol.Encoding.JsonIetf, true, 46u, "edge1"), (list.Mode, list.Encoding, list.UpdatesOnly, list.Qos.Marking, list.Prefix.Target));
        Assert.Equal([PathOf("/a"), PathOf("/b")], list.Subscription.Select(one => one.Path));
        Assert.All(list.Subscription, one => Assert.Equal(
            (SubscriptionMode.Sample, 90_000_000_000UL, true, 3_600_000_000_000UL), (one.Mode, one.SampleInterval, one.SuppressRedundant, one.HeartbeatInterval)));
    }

    [Fact]
    public async Task Once_ends_with_the_target()
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: async call =>
        {
            await call.SendAsync(NotificationOf(null, UpdateOf("/a", new TypedValue { IntVal = -1 })));
            await call.SyncAsync();
            return await call.ReadAsync() ? new Status(StatusCode.InvalidArgument, "there is more") : Status.OK;
        });

        var (code, output, error) = await GnmiRun.RunAsync("subscribe", target.Address, "--insecure", "--path", "/a", "--mode", "once", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["notification", "sync"], output.TrimEnd('\n').Split('\n').Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Polls_follow_one_another()
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: async call =>
        {
            while (await call.ReadAsync())
            {
                await call.SendAsync(NotificationOf(null, UpdateOf("/a", new TypedValue { IntVal = 1 })));
                await call.SyncAsync();
            }

            return Status.OK;
        });

        var (code, _, _) = await GnmiRun.RunAsync("subscribe", target.Address, "--insecure", "--path", "/a", "--mode", "poll", "--poll-interval", "1ms", "--count", "3");

        Assert.Equal(0, code);
        Assert.Equal(["Subscribe", "Poll", "Poll", "Poll"], target.Requests.Take(4).Select(request => SubscribeRequest.Parser.ParseFrom(request).RequestCase.ToString()));
    }

    [Fact]
    public async Task Ctrl_c_and_the_end_of_the_time_are_good_ends()
    {
        using var stop = new CancellationTokenSource();
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: async call =>
        {
            await stop.CancelAsync();
            await call.StayAsync();
            return Status.OK;
        });

        Assert.Equal((0, "", ""), await GnmiRun.RunAsync(stop.Token, "subscribe", target.Address, "--insecure", "--path", "/a"));
        Assert.Equal((0, "", ""), await GnmiRun.RunAsync("subscribe", target.Address, "--insecure", "--path", "/a", "--for", "50ms"));
    }

    [Fact]
    public async Task A_stream_that_the_target_ends_is_no_good_end()
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: _ => Task.FromResult(Status.OK));

        var (code, _, error) = await GnmiRun.RunAsync("subscribe", target.Address, "--insecure", "--path", "/a");

        Assert.Equal((3, $"{target.Address}: the target has ended the subscription, with the status OK\n"), (code, error));
    }
}
