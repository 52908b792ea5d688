using System.Net;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Daemon.Web.Limits;
using Collector.Snmp.Polling.OnDemand;
using Collector.Testing;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

/// <summary>How many walks one client may have, alone and beside another.</summary>
public sealed class WalkTurnsTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9.5);

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource<OnDemandAnswer> _walk = new();
    private readonly List<TimeSpan> _begun = [];

    [Fact]
    public async Task A_client_alone_has_512_walks_and_another_one_begins_at_once()
    {
        var turns = new WalkTurns(_time);
        var greedy = Enumerable.Range(0, 513).Select(_ => AskAsync(turns, One)).ToArray();
        Assert.Equal((512, 1), (_begun.Count, turns.Waiting));

        var other = AskAsync(turns, Other);
        Assert.Equal((513, 1), (_begun.Count, turns.Waiting));

        _walk.SetResult(default);
        Assert.All(await Task.WhenAll([.. greedy, other]), answer => Assert.Equal(TurnOutcome.Entered, answer.Outcome));
        Assert.Equal(0, turns.Waiting);
    }

    [Fact]
    public async Task Who_waits_for_a_turn_has_the_rest_of_its_time_for_the_walk()
    {
        var turns = new WalkTurns(_time, turns: 2);
        var first = AskAsync(turns, One);
        var second = AskAsync(turns, One);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(_begun);

        _walk.SetResult(default);
        await Task.WhenAll(first, second);
        Assert.Equal([Patience, TimeSpan.FromSeconds(5.5)], _begun);
    }

    [Fact]
    public async Task Who_waited_in_vain_is_told_whether_it_was_its_share()
    {
        var turns = new WalkTurns(_time, turns: 2);
        var walking = AskAsync(turns, One);
        var second = AskAsync(turns, One);
        _time.Advance(Patience);
        Assert.Equal((null, TurnOutcome.OverShare), await second);

        _walk.SetResult(default);
        await walking;
    }

    private Task<(OnDemandAnswer? Answer, TurnOutcome Outcome)> AskAsync(WalkTurns turns, IPAddress client) => turns.AskAsync(
        client,
        Patience,
        left =>
        {
            lock (_begun) _begun.Add(left);
            return new ValueTask<OnDemandAnswer>(_walk.Task);
        },
        default).AsTask();
}
