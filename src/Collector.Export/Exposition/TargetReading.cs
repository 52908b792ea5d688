using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>One target as a page shows it: read once, so that all its lines speak of the same poll.</summary>
internal readonly struct TargetReading
{
    public TargetReading(TargetSeries series)
    {
        Series = series;
        HasPolled = series.History.TryGetLast(out var last);
        Last = last;
    }

    public TargetSeries Series { get; }

    /// <summary>Whether a poll has finished.</summary>
    public bool HasPolled { get; }

    public TargetState State => !HasPolled ? TargetState.Pending : Last.IsUp ? TargetState.Up : TargetState.Down;

    /// <summary>The last finished poll, if there is one.</summary>
    public PollRecord Last { get; }
}
