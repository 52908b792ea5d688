using Collector.Pipeline.Concurrency;

namespace Collector.Daemon.Endpoints;

/// <summary>Whether the daemon has its configuration and polls: what <c>/-/ready</c> says.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class Readiness
{
    private readonly Published<string?> _waitingFor = new("starting");

    /// <summary>What has to happen first; null when the daemon is ready.</summary>
    public string? WaitingFor => _waitingFor.Value;

    public void Ready() => _waitingFor.Publish(null);

    public void NotReady(string waitingFor) => _waitingFor.Publish(waitingFor);
}
