using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>One target as a page shows it: read once, so that all its lines speak of the same poll.</summary>
internal readonly struct TargetReading
{
    public TargetReading(TargetSeries series)
    {
        Series = series;
        HasPolled = TryGetLast(series.History, out var last);
        Last = last;
    }

    public TargetSeries Series { get; }

    /// <summary>Whether a poll has finished.</summary>
    public bool HasPolled { get; }

    public TargetState State => !HasPolled ? TargetState.Pending : Last.IsUp ? TargetState.Up : TargetState.Down;

    /// <summary>The last finished poll, if there is one.</summary>
    public PollRecord Last { get; }

    // On a busy host the lane may stand still in the middle of writing the record: it gets the core, or a live target would look unpolled.
    private static bool TryGetLast(PollHistory history, out PollRecord last)
    {
        var wait = default(SpinWait);
        while (!history.TryGetLast(out last))
        {
            if (history.Finished == 0 || wait.Count >= 1000) return false;
            wait.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }
}
