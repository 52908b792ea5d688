using System.Collections.Immutable;
using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store;

/// <summary>Where polls land and exporters read: the newest snapshot of every module of every target.</summary>
/// <remarks>
/// Lanes publish into the <see cref="TargetSeries"/> they were given and never wait for a reader. Targets come and go by whoever
/// applies target changes, one at a time. A reader takes <see cref="Targets"/> once and works on that array, inside a reading of <see cref="Epochs"/>:
/// a snapshot may be recycled as soon as the reading ends. Next: Collector.Export, Exposition.
/// </remarks>
public sealed class SeriesStore
{
    private readonly Published<TargetSeries[]> _targets = new([]);
    private readonly Published<TargetSeries?> _derived = new(null);
    private readonly Lock _changing = new(); // polls and streams each have their own who applies changes

    /// <summary>Enter before reading snapshots, leave when done.</summary>
    public ReaderEpochs Epochs { get; } = new();

    /// <summary>All targets at this moment, ordered by instance.</summary>
    public ReadOnlySpan<TargetSeries> Targets => _targets.Value;

    /// <summary>As <see cref="Targets"/>, to be kept over an await.</summary>
    public ImmutableArray<TargetSeries> TargetArray => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(_targets.Value);

    /// <summary>What was computed from the series of all targets and belongs to none of them; null when nothing is. It is not among <see cref="Targets"/>.</summary>
    public TargetSeries? Derived => _derived.Value;

    /// <summary>Whoever computes it, alone: shows it in place of what was there.</summary>
    public void ShowDerived(TargetSeries? derived) => _derived.Publish(derived);

    /// <summary>Takes targets out and puts others in, at once: no reader sees a state between.</summary>
    public void Change(IReadOnlySet<TargetSeries> removed, IEnumerable<TargetSeries> added)
    {
        lock (_changing)
        {
            _targets.Publish([.. _targets.Value.Where(series => !removed.Contains(series)).Concat(added)
                .OrderBy(series => series.Target.Instance, StringComparer.Ordinal)]);
        }
    }

    /// <summary>Puts each series in the place of another one of the same instance, all at once. Far cheaper than <see cref="Change"/>.</summary>
    /// <param name="heirs">By the series they follow. One that is not in the store is passed over.</param>
    public void Replace(IReadOnlyDictionary<TargetSeries, TargetSeries> heirs)
    {
        lock (_changing)
        {
            var next = _targets.Value.ToArray();
            foreach (ref var series in next.AsSpan())
            {
                if (heirs.TryGetValue(series, out var heir)) series = heir;
            }

            _targets.Publish(next);
        }
    }
}
