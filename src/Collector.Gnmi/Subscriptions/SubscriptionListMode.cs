namespace Collector.Gnmi.Subscriptions;

/// <summary>How long a Subscribe call lasts: gNMI's SubscriptionList.Mode, with its numbers.</summary>
public enum SubscriptionListMode : byte
{
    Stream = 0,
    Once = 1,
    Poll = 2,
}
