using Collector.Grpc;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>What a session does when something fails: how long it waits, what it tries next, what it keeps.</summary>
public class ReconnectTests
{
    [Theory]
    [InlineData(StatusCode.InvalidArgument, DisconnectReason.Rejected, 300)]
    [InlineData(StatusCode.Unimplemented, DisconnectReason.Rejected, 300)]
    [InlineData(StatusCode.PermissionDenied, DisconnectReason.Denied, 300)]
    [InlineData(StatusCode.ResourceExhausted, DisconnectReason.Exhausted, 30)]
    [InlineData(StatusCode.Unavailable, DisconnectReason.Unavailable, 1)]
    public async Task T08_the_status_of_a_call_decides_when_the_next_one_is_tried(StatusCode code, DisconnectReason reason, int shortest)
    {
        await using var session = await SessionFixture.StartAsync((call, number) => number == 1 ? Task.FromResult(new Status(code, "because")) : call.StreamAsync());
        await session.ApplyAsync();
        session.WaitForPause();

        Assert.Equal(reason, session.Stream.Disconnects.Single().Reason);
        Assert.Equal("because", session.Stream.LastError!.Message);
        session.Time.Advance(TimeSpan.FromSeconds(shortest));
        Assert.Equal(1, session.Time.ArmedTimers);
        Assert.Single(session.Device.Calls);
        session.AdvanceToRetry(within: TimeSpan.FromSeconds(2 * shortest));
        session.WaitForStream();
    }

    [Fact]
    public async Task T08_a_subscription_that_the_device_does_not_know_leaves_the_others_alone()
    {
        await using var session = await SessionFixture.StartAsync((call, _) =>
            call.List.Subscription[0].SampleInterval == 1_000_000_000 ? Task.FromResult(new Status(StatusCode.InvalidArgument, "too often")) : call.StreamAsync());
        var wrong = SessionFixture.Subscribed("wrong");
        session.Subscriptions.Add(wrong with { Paths = [wrong.Paths[0] with { SampleInterval = TimeSpan.FromSeconds(1) }] });
        await session.ApplyAsync();

        session.WaitForStream();
        session.WaitFor(() => session.Stream.Subscriptions[1].State == StreamState.BackingOff);

        Assert.Equal((StreamState.Streaming, true), (session.Stream.State, session.Stream.IsUp));
        Assert.Equal(("wrong", 1), (session.Stream.LastError!.Subscription, session.Stream.Subscriptions[1].FailedCalls));
    }

    [Fact]
    public async Task T44_with_the_wrong_password_a_target_is_never_up_and_asked_seldom()
    {
        await using var session = await SessionFixture.StartAsync();
        session.Device.Password = "right";
        session.Target = session.Target with { Username = Secret.From("admin"), Password = Secret.From("wrong") };
        await session.ApplyAsync();
        session.WaitForPause();

        Assert.False(session.Stream.IsUp);
        Assert.Equal(new DisconnectCount("UNAUTHENTICATED", DisconnectReason.Denied, 1), session.Stream.Disconnects.Single());
        session.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, session.Stream.Attempts(ConnectReason.Start) + session.Stream.Attempts(ConnectReason.Retry));

        var before = session.Store.Targets[0];
        session.Target = session.Target with { Password = Secret.From("right") };
        await session.ApplyAsync();
        session.WaitForNewStream(before);

        Assert.True(session.Stream.IsUp);
        Assert.Equal("right", session.Device.Calls.Single().Headers.GetValue("password"));
        Assert.DoesNotContain(session.Log.Entries, entry => entry.Contains("right", StringComparison.Ordinal) || entry.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_are_tried_in_turn()
    {
        await using var session = await SessionFixture.StartAsync();
        session.Target = session.Target with { Addresses = ["127.0.0.1:1", .. session.Target.Addresses] };
        await session.ApplyAsync();
        session.WaitForStream();

        Assert.Equal((1, 1), (session.Stream.Attempts(ConnectReason.Start), session.Stream.Attempts(ConnectReason.NextAddress)));
        Assert.Equal(session.Device.Address, session.Stream.Address);
        Assert.True(session.Stream.IsUp);
    }

    [Fact]
    public async Task When_no_address_answers_the_target_is_down_and_dialled_again()
    {
        await using var session = await SessionFixture.StartAsync();
        session.Target = session.Target with { Addresses = ["127.0.0.1:1", "127.0.0.2:1"] };
        await session.ApplyAsync();
        session.WaitForPause();
        Assert.False(session.Stream.IsUp);

        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitFor(() => session.Stream.Attempts(ConnectReason.Retry) == 1 && session.Stream.Attempts(ConnectReason.NextAddress) == 2);

        Assert.Contains(session.Stream.Disconnects, count => count.Reason == DisconnectReason.Unavailable && count.GrpcCode == "UNAVAILABLE");
    }

    [Fact]
    public async Task Samples_that_stop_coming_end_the_call_and_another_is_begun()
    {
        await using var session = await SessionFixture.StartAsync();
        await session.ApplyAsync();
        session.WaitForStream();

        session.Advance(TimeSpan.FromSeconds(31));
        session.WaitForPause();

        Assert.Equal(new DisconnectCount("CANCELLED", DisconnectReason.Silent, 1), session.Stream.Disconnects.Single());
        session.WaitFor(() => session.Device.Calls.Single().IsCancelled);
        session.Time.Advance(TimeSpan.FromSeconds(3));
        session.WaitFor(() => session.Device.Calls.Count == 2);
        session.WaitForStream();
        Assert.Equal(1, session.Stream.Attempts(ConnectReason.Lost));
    }

    [Fact]
    public async Task Series_outlive_a_lost_connection_for_the_grace_and_then_end()
    {
        var isGone = false;
        await using var session = await SessionFixture.StartAsync((call, _) => isGone ? Task.FromResult(new Status(StatusCode.Unavailable, "")) : call.StreamAsync());
        await session.ApplyAsync();
        session.WaitForStream();
        isGone = true;
        session.Advance(TimeSpan.FromSeconds(31)); // silence
        session.WaitForPause();

        session.Sessions.Tick();
        Assert.DoesNotContain("clear", session.Sink.Events);
        session.WaitFor(() => // a tick that meets a call which is just being refused leaves it to the next one
        {
            session.Advance(TimeSpan.FromSeconds(1));
            return session.Sink.Events.Contains("clear");
        });

        Assert.Single(session.Sink.Events, "clear");
    }

    [Fact]
    public async Task A_device_that_renews_its_connection_stays_up()
    {
        await using var session = await SessionFixture.StartAsync(async (call, number) =>
        {
            await call.UpdateAsync();
            await call.SyncAsync();
            return number == 1 ? new Status(StatusCode.Unavailable, "max_age") : await call.StayAsync();
        });
        await session.ApplyAsync();
        session.WaitFor(() => session.Stream.Disconnects.Count == 1 && session.Time.ArmedTimers == 1);

        Assert.True(session.Stream.IsUp);
        session.Time.Advance(TimeSpan.FromSeconds(1));
        session.WaitFor(() => session.Device.Calls.Count == 2);
        session.WaitForStream();

        Assert.Equal(new DisconnectCount("UNAVAILABLE", DisconnectReason.Planned, 1), session.Stream.Disconnects.Single());
        Assert.Equal((true, 0), (session.Stream.IsUp, session.Subscription.FailedCalls));
        Assert.DoesNotContain(session.Log.Entries, entry => entry.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Samples_expire_whether_messages_come_or_not()
    {
        await using var session = await SessionFixture.StartAsync();
        await session.ApplyAsync();
        session.WaitForStream();

        session.Advance(TimeSpan.FromSeconds(25));

        Assert.Equal(5, session.Sink.Expiries);
    }
}
