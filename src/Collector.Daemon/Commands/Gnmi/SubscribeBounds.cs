namespace Collector.Daemon.Commands.Gnmi;

/// <summary>When a subscription has been watched for long enough.</summary>
/// <param name="Count">Notifications; null for any number.</param>
/// <param name="Time">Null for as long as it lasts.</param>
/// <param name="PollInterval">From one answer to the next poll.</param>
internal readonly record struct SubscribeBounds(int? Count, TimeSpan? Time, TimeSpan PollInterval);
