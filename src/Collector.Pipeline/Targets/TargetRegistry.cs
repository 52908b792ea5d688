using Collector.Pipeline.Concurrency;
using Microsoft.Extensions.Logging;

namespace Collector.Pipeline.Targets;

/// <summary>Holds the set of targets in force and tells its subscribers when another one takes its place.</summary>
/// <remarks>
/// Any thread may call anything. <see cref="Replace"/> never waits for a subscriber. Next: scheduling, which divides the set among the lanes.
/// </remarks>
public sealed partial class TargetRegistry(ILogger<TargetRegistry> logger)
{
    private readonly Published<TargetSet> _current = new(TargetSet.Empty);
    private readonly Lock _replacing = new(); // so that every subscriber sees the sets in the same order
    private readonly List<TargetSubscription> _subscriptions = [];

    public TargetSet Current => _current.Value;

    /// <summary>Puts a set in force; a set that means the same work as the current one, with the same definitions, changes nothing.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Replace(TargetSet next)
    {
        TargetChanges changes;
        lock (_replacing)
        {
            changes = next.Since(_current.Value);
            if (changes.IsEmpty && ReferenceEquals(next.Definitions, _current.Value.Definitions)) return false;
            _current.Publish(next);
            foreach (var subscription in _subscriptions) subscription.Offer(next);
        }
        if (!changes.IsEmpty) LogReplaced(logger, next.Count, changes.Added.Count, changes.Removed.Count, changes.Changed.Count);
        return true;
    }

    /// <summary>A subscription begins with the current set, so nothing falls between reading it and subscribing. Dispose it to end it.</summary>
    public TargetSubscription Subscribe()
    {
        var subscription = new TargetSubscription(End);
        lock (_replacing)
        {
            _subscriptions.Add(subscription);
            subscription.Offer(_current.Value);
        }
        return subscription;
    }

    private void End(TargetSubscription subscription)
    {
        lock (_replacing) _subscriptions.Remove(subscription);
    }

    [LoggerMessage(LogLevel.Information, "Polling {Count} targets: {Added} added, {Removed} removed, {Changed} changed")]
    private static partial void LogReplaced(ILogger logger, int count, int added, int removed, int changed);
}
