using Collector.Pipeline.Scheduling;

namespace Collector.Pipeline.Tests.Scheduling;

/// <summary>Notes which timers fired, by their kind, and does what a test asks for when one does.</summary>
internal sealed class FiredTimers(Action<int, long>? then = null) : ITimed
{
    public List<int> Kinds { get; } = [];

    public List<long> Times { get; } = [];

    public void OnTimer(int kind, long now)
    {
        Kinds.Add(kind);
        Times.Add(now);
        then?.Invoke(kind, now);
    }
}
