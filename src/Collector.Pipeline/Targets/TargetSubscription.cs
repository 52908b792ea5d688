using System.Threading.Channels;

namespace Collector.Pipeline.Targets;

/// <summary>One subscriber's view of the <see cref="TargetRegistry"/>: a channel with room for one set, which a newer set replaces.</summary>
/// <remarks>One reader. Conflation loses nothing: the reader compares with the set it knows (<see cref="TargetSet.Since"/>).</remarks>
public sealed class TargetSubscription : IDisposable
{
    private readonly Channel<TargetSet> _newest = Channel.CreateBounded<TargetSet>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Action<TargetSubscription> _end;

    internal TargetSubscription(Action<TargetSubscription> end) => _end = end;

    /// <summary>Completes when the subscription is disposed.</summary>
    public ChannelReader<TargetSet> Sets => _newest.Reader;

    public void Dispose()
    {
        _end(this);
        _newest.Writer.TryComplete();
    }

    internal void Offer(TargetSet set) => _newest.Writer.TryWrite(set);
}
