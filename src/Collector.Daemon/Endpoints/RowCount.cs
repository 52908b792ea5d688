using System.Numerics;
using Collector.Pipeline.Store;

namespace Collector.Daemon.Endpoints;

/// <summary>Counts the rows that a module of a target has now.</summary>
/// <remarks>Any thread; one counts at a time, because the store has room for a limited number of readers and a count is short.</remarks>
internal static class RowCount
{
    private static readonly Lock OneAtATime = new();

    public static int Of(SeriesStore store, TargetSeries series, int module)
    {
        lock (OneAtATime)
        {
            using var reading = store.Epochs.Enter();
            return series.Module(module)?.Tables.Sum(Of) ?? 0;
        }
    }

    // A slot is a row when any column has a value there.
    private static int Of(TableSnapshot table)
    {
        var (rows, words) = (0, table.PresenceWords);
        for (var word = 0; word < words; word++)
        {
            var present = 0UL;
            for (var at = word; at < table.Presence.Length; at += words) present |= table.Presence[at];
            rows += BitOperations.PopCount(present);
        }

        return rows;
    }
}
