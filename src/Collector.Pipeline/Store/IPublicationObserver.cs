using Collector.Pipeline.Store.Live;

namespace Collector.Pipeline.Store;

/// <summary>Hears of every publication, with what it replaces: what rates, stale markers and resets are made from.</summary>
/// <remarks>
/// Called on the lane's thread, after the swap and before the replaced snapshot is recycled. An implementation copies what it needs,
/// or holds the snapshot (<see cref="ModuleSnapshot.Hold"/>), hands it to a bounded channel and returns; it never waits.
/// </remarks>
public interface IPublicationObserver
{
    /// <param name="series">The target.</param>
    /// <param name="module">The module's place in <see cref="TargetSeries.ModuleNames"/>.</param>
    /// <param name="current">What is now served; null when the module had no reply.</param>
    /// <param name="previous">What was served until now; null before the first poll and after one without reply.</param>
    void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous);

    /// <summary>A poll of a target is over; its modules were published before.</summary>
    /// <param name="series">The target.</param>
    /// <param name="poll">How it went.</param>
    void OnPolled(TargetSeries series, in PollRecord poll)
    {
        // Who looks at values only does not care.
    }

    /// <summary>A stream brought updates. Called on the thread that reads the stream, one call for each read.</summary>
    /// <param name="series">The target.</param>
    /// <param name="module">The subscription's place in <see cref="TargetSeries.ModuleNames"/>.</param>
    /// <param name="schema">Its tables and columns, which grow.</param>
    /// <param name="batch">The updates; gone after the return, unless they are held.</param>
    void OnUpdated(TargetSeries series, int module, LiveSchema schema, LiveBatch batch)
    {
        // Who looks at whole polls only does not care.
    }

    /// <summary>Who wants to hear of <see cref="OnUpdated"/>; null for nobody, ever.</summary>
    LiveAudience? Audience => null;

    /// <summary>A target is polled no more, and nothing is published to it again. What it served last is still in it.</summary>
    /// <param name="series">The target.</param>
    /// <param name="heir">The same instance with other settings, which is polled from now on and goes on with the series that both have; null when the instance is gone.</param>
    void OnEnded(TargetSeries series, TargetSeries? heir)
    {
        // Who keeps nothing of a target does not care.
    }
}
