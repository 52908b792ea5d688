using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;

namespace Collector.Export.Exposition.PerTarget;

/// <summary>One target as a page shows it: read once, so that all its lines speak of the same poll.</summary>
internal readonly struct TargetReading
{
    public TargetReading(TargetSeries series)
    {
        Series = series;
        HasPolled = TryGetLast(series.History, out var last);
        Last = last;
        IsUp = series.Stream is { } stream ? stream.IsUp : HasPolled ? last.IsUp : null;
    }

    public TargetSeries Series { get; }

    /// <summary>Of a target that streams; families of streams are asked for no other.</summary>
    public StreamHistory Stream => Series.Stream!;

    /// <summary>Whether a poll has finished.</summary>
    public bool HasPolled { get; }

    /// <summary>Whether the last finished poll had a valid reply, or the stream is alive; null before the first outcome.</summary>
    public bool? IsUp { get; }

    public TargetState State => IsUp switch { null => TargetState.Pending, true => TargetState.Up, false => TargetState.Down };

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
