using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;
using Collector.Grpc;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>The conformance items of one call: how it begins, what is said of it, how it ends.</summary>
public class CallLifecycleTests
{
    [Fact]
    public async Task T01_T43_a_call_begins_with_the_subscription_in_an_encoding_that_the_device_has()
    {
        await using var session = await SessionFixture.StartAsync(subscription: SessionFixture.Subscribed("ifc") with { Encoding = Encoding.JsonIetf });
        session.Device.Capabilities = () => new CapabilityResponse { SupportedEncodings = { Encoding.Proto } };
        await session.ApplyAsync();
        session.WaitForStream();

        var call = session.Device.Calls.Single();
        Assert.Equal((Encoding.Proto, SubscriptionList.Types.Mode.Stream, 1), (call.List.Encoding, call.List.Mode, call.List.Subscription.Count));
        Assert.Empty(call.More);
        Assert.False(call.IsCancelled);
    }

    [Fact]
    public async Task A_device_without_capabilities_is_asked_for_what_is_configured()
    {
        await using var session = await SessionFixture.StartAsync(subscription: SessionFixture.Subscribed("ifc") with { Encoding = Encoding.JsonIetf });
        session.Device.Capabilities = null;
        await session.ApplyAsync();
        session.WaitForStream();

        Assert.Equal(Encoding.JsonIetf, session.Device.Calls.Single().List.Encoding);
        Assert.True(session.Stream.IsUp);
    }

    [Fact]
    public async Task T02_what_comes_before_the_sync_counts_and_the_target_is_not_synced()
    {
        var sync = new TaskCompletionSource();
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            await call.UpdateAsync();
            await sync.Task;
            return await call.StreamAsync();
        });
        await session.ApplyAsync();

        session.WaitFor(() => session.Subscription.Responses == 1);
        session.WaitFor(() => session.Stream.State == StreamState.Syncing);
        Assert.Equal((true, false), (session.Stream.IsUp, session.Stream.IsSynced));
        sync.SetResult();
        session.WaitForStream();

        Assert.True(session.Stream.IsSynced);
        Assert.Equal(["begin", "Notification", "Notification", "Sync"], session.Sink.Events);
    }

    [Fact]
    public async Task T02_a_sync_that_never_comes_blocks_nothing_and_is_shown()
    {
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            await call.UpdateAsync();
            return await call.StayAsync();
        }, SessionFixture.Subscribed("ifc") with { Paths = [new SubscribedPaths { Paths = [Gnmi.Paths.GnmiPath.Root], Mode = StreamMode.OnChange }] });
        await session.ApplyAsync();
        session.WaitFor(() => session.Stream.State == StreamState.Syncing);

        session.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((true, false, true), (session.Stream.IsUp, session.Stream.IsSynced, session.Subscription.IsSyncOverdue));
        Assert.Equal(["begin", "Notification", "sweep"], session.Sink.Events);
        Assert.Single(session.Device.Calls);
    }

    [Fact]
    public async Task T03_with_updates_only_the_first_message_is_the_sync()
    {
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            await call.SyncAsync();
            return await call.StayAsync();
        }, SessionFixture.Subscribed("ifc") with { UpdatesOnly = true });
        await session.ApplyAsync();
        session.WaitForStream();

        Assert.True(session.Device.Calls.Single().List.UpdatesOnly);
        Assert.Equal((true, true), (session.Stream.IsUp, session.Stream.IsSynced));
    }

    [Fact]
    public async Task T04_once_is_over_when_the_device_says_OK_and_is_not_asked_again()
    {
        await using var session = await SessionFixture.StartAsync(OnceAsync, SessionFixture.Subscribed("ifc", SubscriptionListMode.Once));
        await session.ApplyAsync();
        session.WaitFor(() => session.Stream.State == StreamState.Finished);
        session.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal((true, true), (session.Stream.IsUp, session.Stream.IsSynced));
        Assert.Single(session.Device.Calls);
        Assert.DoesNotContain(session.Log.Entries, entry => entry.StartsWith("Warning", StringComparison.Ordinal));

        static async Task<Status> OnceAsync(DeviceCall call, int number)
        {
            await call.UpdateAsync();
            await call.SyncAsync();
            while (await call.ReadAsync() is not null)
            {
            }

            return Status.OK; // the client has half-closed, or we would not be here
        }
    }

    [Fact]
    public async Task T04_once_without_a_sync_is_complete_with_a_warning()
    {
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            await call.UpdateAsync();
            return Status.OK;
        }, SessionFixture.Subscribed("ifc", SubscriptionListMode.Once));
        await session.ApplyAsync();
        session.WaitFor(() => session.Stream.State == StreamState.Finished);

        Assert.Single(session.Device.Calls);
        Assert.Contains(session.Log.Entries, entry => entry.Contains("without saying that it was complete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T05_a_device_is_polled_at_once_and_then_at_the_interval()
    {
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            while (await call.ReadAsync() is not null)
            {
                await call.UpdateAsync();
                await call.SyncAsync();
            }

            return Status.OK;
        }, SessionFixture.Subscribed("ifc", SubscriptionListMode.Poll));
        await session.ApplyAsync();
        session.WaitFor(() => session.Sink.Events.Count == 3 && session.Time.ArmedTimers == 1);

        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitFor(() => session.Sink.Events.Count == 6);

        Assert.Equal(["begin", "Notification", "Sync", "begin", "Notification", "Sync"], session.Sink.Events);
        Assert.All(session.Device.Calls.Single().More, request => Assert.Equal(SubscribeRequest.RequestOneofCase.Poll, request.RequestCase));
    }

    [Fact]
    public async Task T05_a_device_that_has_not_answered_a_poll_is_not_asked_again()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            while (await call.ReadAsync() is not null)
            {
                await mayAnswer.Task;
                await call.UpdateAsync();
                await call.SyncAsync();
            }

            return Status.OK;
        }, SessionFixture.Subscribed("ifc", SubscriptionListMode.Poll));
        await session.ApplyAsync();
        session.WaitFor(() => session.Device.Calls is [{ More.Count: 1 }] && session.Time.ArmedTimers == 1);

        session.Time.Advance(TimeSpan.FromSeconds(100));
        mayAnswer.SetResult();
        session.WaitFor(() => session.Sink.Events.Contains("Sync"));
        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitFor(() => session.Sink.Events.Count >= 6);

        Assert.Equal(["begin", "Notification", "Sync", "begin", "Notification", "Sync"], session.Sink.Events.Take(6));
    }

    [Fact]
    public async Task T06_a_stream_that_the_server_ends_with_ok_is_reconnected()
    {
        await using var session = await SessionFixture.StartAsync(async (call, number) =>
        {
            if (number > 1) return await call.StreamAsync();
            await call.UpdateAsync();
            await call.SyncAsync();
            return Status.OK;
        });
        await session.ApplyAsync();
        session.WaitForPause();

        Assert.False(session.Stream.IsUp);
        Assert.Equal(new DisconnectCount("OK", DisconnectReason.Ended, 1), session.Stream.Disconnects.Single());
        session.Time.Advance(TimeSpan.FromSeconds(2));
        session.WaitForStream();

        Assert.True(session.Stream.IsUp);
        Assert.Equal(["begin", "Notification", "Sync", "begin", "Notification", "Sync"], session.Sink.Events);
        session.WaitFor(() => session.Log.Entries.Any(entry => entry.Contains("messages come again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task T07_a_device_that_has_nothing_to_say_is_not_down()
    {
        await using var session = await SessionFixture.StartAsync((call, _) => call.StayAsync());
        await session.ApplyAsync();
        session.WaitFor(() => session.Stream.State == StreamState.Subscribed && session.Device.Calls.Count == 1);
        Assert.Null(session.Stream.IsUp);

        session.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((true, StreamState.Subscribed), (session.Stream.IsUp, session.Stream.State));
        Assert.Equal(0, session.Subscription.LastMessageUnixNs);
        Assert.Single(session.Device.Calls);
    }

    [Fact]
    public async Task T07_silence_proves_nothing_if_the_device_has_never_said_that_it_lets_us_in()
    {
        await using var session = await SessionFixture.StartAsync((call, _) => call.StayAsync());
        session.Device.Capabilities = null;
        await session.ApplyAsync();
        session.WaitFor(() => session.Device.Calls.Count == 1);

        session.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(session.Stream.IsUp);
    }

#pragma warning disable CS0612 // old devices send it
    [Fact]
    public async Task T09_the_error_of_an_old_device_ends_the_call_as_its_status_would()
    {
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            await call.SendAsync(new SubscribeResponse { Error = new Error { Code = (uint)StatusCode.InvalidArgument, Message = "no such path" } });
            return await call.StayAsync();
        });
        await session.ApplyAsync();
        session.WaitForPause();

        Assert.Equal(new DisconnectCount("INVALID_ARGUMENT", DisconnectReason.Rejected, 1), session.Stream.Disconnects.Single());
        Assert.Equal("no such path", session.Stream.LastError!.Message);
        session.WaitFor(() => session.Device.Calls.Single().IsCancelled);
    }
#pragma warning restore CS0612

    [Fact]
    public async Task T10_responses_that_we_do_not_know_are_passed_over()
    {
        await using var session = await SessionFixture.StartAsync(async (call, _) =>
        {
            await call.SendAsync([0xFA, 0x07, 0x03, 1, 2, 3]); // field 127
            return await call.StreamAsync();
        });
        await session.ApplyAsync();
        session.WaitForStream();

        Assert.Equal(["begin", "Nothing", "Notification", "Sync"], session.Sink.Events);
    }

    [Fact]
    public async Task A_few_messages_that_are_garbage_are_passed_over_and_a_hundred_on_end_are_an_error()
    {
        await using var session = await SessionFixture.StartAsync(async (call, number) =>
        {
            for (var message = 0; message < (number == 1 ? 100 : 99); message++) await call.SendAsync([0x0A, 0xFF]);
            return await call.StreamAsync();
        });
        await session.ApplyAsync();
        session.WaitForPause();
        Assert.Equal(new DisconnectCount("INTERNAL", DisconnectReason.Malformed, 1), session.Stream.Disconnects.Single());
        Assert.False(session.Stream.IsUp);

        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitForStream();
    }
}
