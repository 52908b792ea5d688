using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>How many targets there are, and how many of them have an outcome and no data: when most are down, it is not the device.</summary>
internal readonly record struct FleetState(int Targets, int Down)
{
    private const int Few = 10; // of which half may well be down

    /// <summary>More of the fleet is down than is up.</summary>
    public bool IsMostlyDown => Targets >= Few && Down > Targets / 2;

    public static FleetState Of(ReadOnlySpan<TargetSeries> targets)
    {
        var down = 0;
        foreach (var series in targets)
        {
            if (IsDown(series)) down++;
        }

        return new FleetState(targets.Length, down);
    }

    private static bool IsDown(TargetSeries series) =>
        series.Stream is { } stream ? stream.IsUp == false : series.History.TryGetLast(out var last) && !last.IsUp;
}
