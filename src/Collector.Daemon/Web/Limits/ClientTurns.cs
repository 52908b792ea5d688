using System.Net;

namespace Collector.Daemon.Web.Limits;

/// <summary>Lets a few requests have their turn at the same time and makes the others wait, in order, for as long as they care to. Clients share the turns, and the places to wait (<see cref="ClientShares"/>).</summary>
/// <remarks>Any thread. A client is an address (<see cref="ConnectionLimit.ClientOf(IPAddress)"/>); requests without one are those of one client.</remarks>
/// <param name="turns">At the same time.</param>
/// <param name="queue">Requests that may wait for their turn.</param>
/// <param name="time">What patience is measured with.</param>
internal sealed class ClientTurns(int turns, int queue, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ClientShares _turns = new(turns);
    private readonly ClientShares _places = new(queue);
    private readonly LinkedList<Place> _waiting = []; // none of them might take a free turn

    /// <summary>Turns that are taken.</summary>
    public int Taken
    {
        get
        {
            lock (_gate) return _turns.Taken;
        }
    }

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Waits for a turn. After <see cref="TurnOutcome.Entered"/> the caller owes one <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException">The client went away first.</exception>
    public async ValueTask<TurnOutcome> EnterAsync(IPAddress? client, TimeSpan patience, CancellationToken clientGone)
    {
        var one = OneOf(client);
        LinkedListNode<Place> place;
        lock (_gate)
        {
            if (_turns.TryTake(one)) return TurnOutcome.Entered;
            if (patience <= TimeSpan.Zero || !_places.TryTake(one)) return Refusal();
            place = _waiting.AddLast(new Place(one));
        }

        await using var timer = time.CreateTimer(_ => GiveUp(place), null, patience, Timeout.InfiniteTimeSpan);
        await using var registration = clientGone.UnsafeRegister(_ => GiveUp(place), null);
        var outcome = await place.Value.Task;
        if (outcome != TurnOutcome.Entered) clientGone.ThrowIfCancellationRequested();
        return outcome;
    }

    /// <summary>Ends a turn; the first in the queue whose share allows it takes it over.</summary>
    public void Leave(IPAddress? client)
    {
        lock (_gate)
        {
            _turns.GiveBack(OneOf(client));
            for (var (place, next) = (_waiting.First, _waiting.First?.Next); place is not null; (place, next) = (next, next?.Next))
            {
                if (_turns.TryTake(place.Value.Client)) End(place, TurnOutcome.Entered);
            }
        }
    }

    private static IPAddress OneOf(IPAddress? client) => client is null ? IPAddress.None : ConnectionLimit.ClientOf(client);

    private TurnOutcome Refusal() => _turns.Free > 0 ? TurnOutcome.OverShare : TurnOutcome.Full;

    private void GiveUp(LinkedListNode<Place> place)
    {
        lock (_gate)
        {
            if (place.List is not null) End(place, Refusal()); // else it has got its turn in the meantime
        }
    }

    private void End(LinkedListNode<Place> place, TurnOutcome outcome)
    {
        _waiting.Remove(place);
        _places.GiveBack(place.Value.Client);
        place.Value.SetResult(outcome);
    }

    /// <summary>Where a request waits.</summary>
    private sealed class Place(IPAddress client) : TaskCompletionSource<TurnOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IPAddress Client => client;
    }
}
