namespace Collector.Gnmi.Sessions;

/// <summary>What holds for all sessions of the process.</summary>
public sealed record SessionSettings
{
    /// <summary>Connections dialled in a second, all targets together: when a site comes back, its thousands of devices come back in turn.</summary>
    public int DialsPerSecond { get; init; } = 120;

    /// <summary>Connections that may be dialled at once after a quiet time.</summary>
    public int DialBurst { get; init; } = 50;

    /// <summary>How long a device usually has for its first state; three sample intervals if they are longer.</summary>
    public TimeSpan SyncTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long series outlive their call, so that a reconnect leaves no gap; three sample intervals if they are longer.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a call has to stand, without a message and without a refusal, until the device counts as willing.</summary>
    public TimeSpan QuietAcceptance { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a subscription of the mode POLL asks that has no sample interval.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A call that lived for so long was a good one: the next pause is short again.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(30);
}
