using Collector.Pipeline.Concurrency;

namespace Collector.Daemon.Endpoints;

/// <summary>Whether the daemon polls its targets, and has what its streaming targets had to say first: what <c>/-/ready</c> says.</summary>
/// <remarks>Any thread. Once ready, it stays so: a device that goes away is no reason to take the collector away too.</remarks>
internal sealed class Readiness
{
    private readonly Published<string?> _polling = new("starting");
    private readonly Published<string?> _streaming = new("no first state of the gNMI targets yet");

    /// <summary>What has to happen first; null when the daemon is ready.</summary>
    public string? WaitingFor => _polling.Value ?? _streaming.Value;

    /// <summary>The lanes have their first set of targets.</summary>
    public void Polls() => _polling.Publish(null);

    /// <summary>The gNMI targets of the first set have sent their first state, or have had their time for it.</summary>
    public void Streams() => _streaming.Publish(null);
}
