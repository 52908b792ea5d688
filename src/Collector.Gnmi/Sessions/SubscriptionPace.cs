using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Sessions;

/// <summary>What can be expected of a subscription in time: when silence means that something is wrong, and how long to wait for what.</summary>
/// <param name="Silence">The longest time between two messages of a call; null when the device need not say anything.</param>
/// <param name="SyncTimeout">From the beginning of a call to its sync response.</param>
/// <param name="Grace">How long series outlive their call.</param>
/// <param name="QuietAcceptance"><see cref="SessionSettings.QuietAcceptance"/>.</param>
/// <param name="PollInterval">How often a call of the mode POLL asks.</param>
internal sealed record SubscriptionPace(TimeSpan? Silence, TimeSpan SyncTimeout, TimeSpan Grace, TimeSpan QuietAcceptance, TimeSpan PollInterval)
{
    private const int Intervals = 3;

    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(10); // a device may pause for a moment

    public static SubscriptionPace Of(SubscriptionOptions subscription, SessionSettings settings)
    {
        var longest = subscription.Paths.Select(group => group.Mode == StreamMode.Sample || subscription.Mode == SubscriptionListMode.Poll ? group.SampleInterval : TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Max();
        var intervals = Intervals * longest;
        return new SubscriptionPace(
            SilenceOf(subscription), Longer(settings.SyncTimeout, intervals), Longer(settings.Grace, intervals), settings.QuietAcceptance, longest > TimeSpan.Zero ? longest : settings.PollInterval);
    }

    // The group that promises messages most often decides: all of them come on one call.
    private static TimeSpan? SilenceOf(SubscriptionOptions subscription)
    {
        if (subscription.Mode != SubscriptionListMode.Stream || subscription.History is not null) return null;
        var shortest = subscription.Paths.Select(PromiseOf).Where(promise => promise > TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Min();
        return shortest > TimeSpan.Zero ? Longer(Intervals * shortest, ShortestSilence) : null;
    }

    /// <summary>How often there is a message even if nothing changes; zero when nobody promised.</summary>
    private static TimeSpan PromiseOf(SubscribedPaths group) => group.Mode == StreamMode.Sample && !group.SuppressRedundant ? group.SampleInterval : group.HeartbeatInterval;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
