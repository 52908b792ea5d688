using Collector.Gnmi.Configuration;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>What a reload does to sessions.</summary>
public class ReloadTests
{
    [Fact]
    public async Task A_target_that_says_the_same_is_not_disturbed()
    {
        await using var session = await SessionFixture.StartAsync();
        await session.ApplyAsync();
        session.WaitForStream();
        var before = session.Store.Targets[0];

        session.Subscriptions[0] = SessionFixture.Subscribed("ifc");
        session.Target = session.Target with { Addresses = [.. session.Target.Addresses] };
        await session.ApplyAsync();

        Assert.Same(before, session.Store.Targets[0]);
        Assert.False(session.Device.Calls.Single().IsCancelled);
    }

    [Fact]
    public async Task What_was_known_is_served_until_the_new_session_has_its_first_state()
    {
        var isSlow = new TaskCompletionSource();
        await using var session = await SessionFixture.StartAsync(async (call, number) =>
        {
            if (number > 1) await isSlow.Task;
            return await call.StreamAsync();
        });
        await session.ApplyAsync();
        session.WaitForStream();
        var before = session.Store.Targets[0];

        session.Subscriptions[0] = SessionFixture.Subscribed("ifc") with { Depth = 3 };
        await session.ApplyAsync();
        session.WaitFor(() => session.Device.Calls.Count == 2);
        session.Sessions.Tick();
        Assert.Same(before, session.Store.Targets[0]);
        isSlow.SetResult();
        session.WaitForNewStream(before);

        Assert.Equal(1, session.Store.Targets.Length);
        session.WaitFor(() => session.Device.Calls[0].IsCancelled);
    }

    [Fact]
    public async Task A_target_that_is_gone_is_gone_with_its_series()
    {
        await using var session = await SessionFixture.StartAsync();
        await session.ApplyAsync();
        session.WaitForStream();

        await session.Sessions.ApplyAsync(TargetSet.Empty, GnmiOptions.Empty);

        Assert.Equal(0, session.Store.Targets.Length);
        session.WaitFor(() => session.Device.Calls.Single().IsCancelled);
    }

    [Fact]
    public async Task A_target_that_cannot_be_streamed_from_as_configured_says_why()
    {
        await using var session = await SessionFixture.StartAsync();
        session.Target = session.Target with { Addresses = ["not an address"] };
        await session.ApplyAsync();

        Assert.Equal((StreamState.Misconfigured, false), (session.Stream.State, session.Stream.IsUp));
        Assert.Equal("'not an address' is no address", session.Stream.LastError!.Message);
        Assert.Empty(session.Device.Calls);
    }
}
