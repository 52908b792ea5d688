using System.Diagnostics;

namespace Collector.LoadTest.Scenarios;

/// <summary>The time axis of a run: round n lasts from n - 1 to n intervals after the start, so that every target is polled once in it.</summary>
internal sealed class Rounds(TimeSpan interval)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Waits for a moment, counted in rounds from the start: 2.5 is the middle of the third.</summary>
    public async Task UntilAsync(double round, CancellationToken cancelled)
    {
        var left = round * interval - Stopwatch.GetElapsedTime(_start);
        if (left > TimeSpan.Zero) await Task.Delay(left, cancelled);
    }
}
