namespace Collector.Snmp.Polling.OnDemand;

/// <summary>One walk that somebody waits for, from its queue to its result.</summary>
/// <remarks>Guarded by the lock of <see cref="OnDemandPolls"/>, but for <see cref="Finished"/>.</remarks>
internal sealed class OnDemandWalk(WalkKey key, OnDemandSession session)
{
    private readonly TaskCompletionSource<OnDemandResult> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WalkKey Key { get; } = key;

    public OnDemandSession Session { get; } = session;

    /// <summary>Requests that share it.</summary>
    public int Waiters { get; set; } = 1;

    public bool IsUnderWay { get; set; }

    /// <summary>The result, as soon as there is one: whoever waits then owes a disposal.</summary>
    public OnDemandResult? Result { get; set; }

    /// <summary>Its place in its endpoint's queue, until its turn comes.</summary>
    public LinkedListNode<OnDemandWalk>? Place { get; set; }

    public Task<OnDemandResult> Finished => _finished.Task;

    public void Complete(OnDemandResult result) => _finished.TrySetResult(result);

    /// <summary>The engine ends, and so do all walks.</summary>
    public void Cancel() => _finished.TrySetCanceled();
}

/// <summary>What makes two walks the same: the request, and the configuration in whose words it was put.</summary>
internal readonly record struct WalkKey(OnDemandRequest Request, PlanCache Plans);
