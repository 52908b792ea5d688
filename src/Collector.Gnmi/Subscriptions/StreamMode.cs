namespace Collector.Gnmi.Subscriptions;

/// <summary>When a device sends the leaves of a subscription: gNMI's SubscriptionMode, with its numbers.</summary>
public enum StreamMode : byte
{
    TargetDefined = 0,
    OnChange = 1,
    Sample = 2,
}
