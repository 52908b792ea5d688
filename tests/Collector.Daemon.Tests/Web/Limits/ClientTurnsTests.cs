using System.Net;
using Collector.Daemon.Web.Limits;
using Collector.Testing;

namespace Collector.Daemon.Tests.Web.Limits;

public sealed class ClientTurnsTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly IPAddress[] Clients = [.. Enumerable.Range(1, 20).Select(number => IPAddress.Parse($"192.0.2.{number}"))];

    private readonly ManualTime _time = new();
    private readonly ClientTurns _turns;

    public ClientTurnsTests() => _turns = new ClientTurns(turns: 4, queue: 4, _time);

    [Fact]
    public async Task Four_are_let_in_and_the_fifth_takes_the_first_free_turn()
    {
        await FillAsync();
        var fifth = AskAsync(Clients[4]);
        var sixth = AskAsync(Clients[5]);
        Assert.False(fifth.IsCompleted);

        _turns.Leave(Clients[0]);

        Assert.Equal(TurnOutcome.Entered, await fifth);
        Assert.False(sixth.IsCompleted);
        Assert.Equal((4, 1), (_turns.Taken, _turns.Waiting));
        _turns.Leave(Clients[1]);
        Assert.Equal(TurnOutcome.Entered, await sixth);
        foreach (var client in Clients[2..6]) _turns.Leave(client);
        Assert.Equal((0, 0), (_turns.Taken, _turns.Waiting));
    }

    [Fact]
    public async Task One_client_has_half_of_the_turns_and_of_the_queue_and_another_one_does_not_wait_for_it()
    {
        Task<TurnOutcome>[] greedy = [.. Enumerable.Range(0, 5).Select(_ => AskAsync(Clients[0]))];
        Assert.Equal((2, 2), (_turns.Taken, _turns.Waiting));
        Assert.Equal(TurnOutcome.OverShare, await greedy[4]);

        Assert.Equal(TurnOutcome.Entered, await AskAsync(Clients[1]));

        _time.Advance(TenSeconds);
        foreach (var waiting in greedy[2..4]) Assert.Equal(TurnOutcome.OverShare, await waiting);
        Assert.Equal((3, 0), (_turns.Taken, _turns.Waiting));
    }

    [Fact]
    public async Task A_client_s_next_request_has_its_turn_when_one_of_its_own_is_over_whoever_came_in_between()
    {
        for (var request = 0; request < 2; request++) await AskAsync(Clients[0]);
        var own = AskAsync(Clients[0]);
        foreach (var client in Clients[1..3]) Assert.Equal(TurnOutcome.Entered, await AskAsync(client));
        var newcomer = AskAsync(Clients[3]);

        _turns.Leave(Clients[1]);
        Assert.Equal(TurnOutcome.Entered, await newcomer); // the other one has two already
        Assert.False(own.IsCompleted);

        _turns.Leave(Clients[0]);
        Assert.False(own.IsCompleted); // it has one, and one is left: for somebody who has none
        _turns.Leave(Clients[0]);
        Assert.Equal(TurnOutcome.Entered, await own);
    }

    [Fact]
    public async Task Where_there_is_one_turn_whoever_comes_first_has_it()
    {
        var turns = new ClientTurns(turns: 1, queue: 1, _time);
        Assert.Equal(TurnOutcome.Entered, await turns.EnterAsync(null, TenSeconds, CancellationToken.None));
        var next = turns.EnterAsync(Clients[0], TenSeconds, CancellationToken.None).AsTask();
        Assert.Equal(TurnOutcome.Full, await turns.EnterAsync(Clients[1], TenSeconds, CancellationToken.None));
        turns.Leave(null);
        Assert.Equal(TurnOutcome.Entered, await next);
    }

    [Fact]
    public async Task A_network_of_one_host_is_one_client()
    {
        foreach (var host in (string[])["2001:db8::1", "2001:db8::2"]) Assert.Equal(TurnOutcome.Entered, await AskAsync(IPAddress.Parse(host)));
        Assert.Equal(TurnOutcome.OverShare, await _turns.EnterAsync(IPAddress.Parse("2001:db8::3"), TimeSpan.Zero, CancellationToken.None));
        _turns.Leave(IPAddress.Parse("2001:db8::3"));
        Assert.Equal(TurnOutcome.Entered, await AskAsync(IPAddress.Parse("2001:db8::4")));
    }

    [Fact]
    public async Task Who_waited_as_long_as_its_scraper_does_is_turned_away()
    {
        await FillAsync();
        var impatient = AskAsync(Clients[4], seconds: 1);
        var patient = AskAsync(Clients[5]);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TurnOutcome.Full, await impatient);

        _turns.Leave(Clients[0]);
        Assert.Equal(TurnOutcome.Entered, await patient);
    }

    [Fact]
    public async Task No_more_wait_than_there_is_room_for()
    {
        await FillAsync();
        Task<TurnOutcome>[] waiting = [.. Clients[4..8].Select(client => AskAsync(client))];

        Assert.Equal(TurnOutcome.Full, await AskAsync(Clients[8]));

        _time.Advance(TenSeconds);
        foreach (var waiter in waiting) Assert.Equal(TurnOutcome.Full, await waiter);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_queue()
    {
        await FillAsync();
        using var gone = new CancellationTokenSource();
        var first = _turns.EnterAsync(Clients[4], TenSeconds, gone.Token).AsTask();
        var second = AskAsync(Clients[5]);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _turns.Leave(Clients[0]);
        Assert.Equal(TurnOutcome.Entered, await second);
    }

    /// <summary>Whatever clients do, nobody waits beside a turn that he may have, and nobody's turn or place is lost.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_turn_is_lost_whatever_clients_do(int seed)
    {
        var random = new Random(seed);
        var entered = new List<IPAddress>();
        var waiting = new List<(IPAddress Client, Task<TurnOutcome> Turn)>();
        for (var step = 0; step < 5000; step++)
        {
            var client = Clients[random.Next(6)];
            if (random.Next(2) == 0) waiting.Add((client, AskAsync(client)));
            else if (entered.Remove(client)) _turns.Leave(client);

            for (var yields = 0; waiting.Count(one => !one.Turn.IsCompleted) != _turns.Waiting && yields < 1_000_000; yields++) await Task.Yield();
            foreach (var one in waiting.FindAll(one => one.Turn.IsCompleted))
            {
                if (await one.Turn == TurnOutcome.Entered) entered.Add(one.Client);
                waiting.Remove(one);
            }

            Assert.Equal((entered.Count, waiting.Count), (_turns.Taken, _turns.Waiting));
            Assert.InRange(_turns.Taken, 0, 4);
            Assert.All(waiting, one => Assert.True(entered.Count(client => client.Equals(one.Client)) >= 4 - _turns.Taken));
        }
    }

    private Task<TurnOutcome> AskAsync(IPAddress client, int seconds = 10) => _turns.EnterAsync(client, TimeSpan.FromSeconds(seconds), CancellationToken.None).AsTask();

    private async Task FillAsync()
    {
        foreach (var client in Clients[..4]) Assert.Equal(TurnOutcome.Entered, await AskAsync(client));
    }
}
