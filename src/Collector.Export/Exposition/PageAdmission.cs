namespace Collector.Export.Exposition;

/// <summary>Lets a few pages be written at a time and makes the others wait their turn, in order, for as long as their scrapers do.</summary>
/// <remarks>Any thread. Which pages share one: <see cref="PageAdmissions"/>.</remarks>
/// <param name="pages">Pages written at the same time.</param>
/// <param name="queue">Requests that may wait for their turn.</param>
/// <param name="time">What patience is measured with.</param>
public sealed class PageAdmission(int pages, int queue, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = [];
    private int _writing;

    /// <summary>Pages being written.</summary>
    public int Writing
    {
        get
        {
            lock (_gate) return _writing;
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

    /// <summary>Waits for a turn. After true the caller owes one <see cref="Leave"/>.</summary>
    /// <returns>False when the wait was too long, or too many wait already.</returns>
    /// <exception cref="OperationCanceledException">The scraper went away first.</exception>
    public async ValueTask<bool> EnterAsync(TimeSpan patience, CancellationToken readerGone)
    {
        LinkedListNode<TaskCompletionSource<bool>> place;
        lock (_gate)
        {
            if (_writing < pages)
            {
                _writing++;
                return true;
            }

            if (_waiting.Count >= queue || patience <= TimeSpan.Zero) return false;
            place = _waiting.AddLast(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var timer = time.CreateTimer(_ => GiveUp(place), null, patience, Timeout.InfiniteTimeSpan);
        await using var registration = readerGone.UnsafeRegister(_ => GiveUp(place), null);
        var isAdmitted = await place.Value.Task;
        if (!isAdmitted) readerGone.ThrowIfCancellationRequested();
        return isAdmitted;
    }

    /// <summary>Ends a turn; the first in the queue takes it over.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (_waiting.First is { } first)
            {
                _waiting.Remove(first);
                first.Value.SetResult(true);
            }
            else
            {
                _writing--;
            }
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<bool>> place)
    {
        lock (_gate)
        {
            if (place.List is null) return; // admitted in the meantime
            _waiting.Remove(place);
            place.Value.SetResult(false);
        }
    }
}
