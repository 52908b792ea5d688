using Collector.Pipeline.Store;

namespace Collector.Gnmi.Sessions;

/// <summary>Where what a target sends goes.</summary>
/// <param name="Series">What the store shows of it; its stream is not null.</param>
/// <param name="Sinks">One for each subscription of its plan, in that order. They publish to <paramref name="Series"/>.</param>
public sealed record MappedTarget(TargetSeries Series, IReadOnlyList<ISubscriptionSink> Sinks)
{
    /// <summary>Told when the target is streamed no more: by what it is followed, or null.</summary>
    public Action<TargetSeries?>? Ended { get; init; }
}
