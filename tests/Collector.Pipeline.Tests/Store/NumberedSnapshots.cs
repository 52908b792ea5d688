using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Tests.Store;

/// <summary>Snapshots in which everything says the same number, so that a torn or recycled one shows.</summary>
internal static class NumberedSnapshots
{
    private static readonly RowLabels[] Labels = [new RowLabels([], [0, 0, 0, 0, 0, 0, 0, 0])];

    public static ModuleSchema Schema(int columns) => new(
        "numbers",
        0,
        [new TableSchema([.. Enumerable.Range(0, columns).Select(i => new UnsignedColumn(new MetricFamily($"n{i}", "", MetricType.Counter)))])]);

    public static ModuleSnapshot Stage(SnapshotPool pool, ModuleSchema schema, int rows, long number, bool isLabelled = false)
    {
        var snapshot = pool.RentModule(schema);
        var table = pool.RentTable(schema.Tables[0], rows);
        for (var column = 0; column < schema.Tables[0].Columns.Count; column++)
        {
            for (var row = 0; row < rows; row++) table.Set(column, row, (ulong)number);
        }

        "text"u8.CopyTo(table.TextRoom(4));
        table.CommitText(4);
        table.AnsweredAfterMs.AsSpan().Fill((uint)number);
        if (isLabelled) Label(pool, table, number);
        else table.SetRowLabels(Labels);
        snapshot.Tables[0] = table;
        snapshot.StartedUnixMs = number;
        return snapshot;
    }

    /// <summary>The number that all of the snapshot says, or -1.</summary>
    public static long Read(ModuleSnapshot snapshot)
    {
        var number = snapshot.StartedUnixMs;
        var table = snapshot.Tables[0];
        var cells = 0;
        for (var column = 0; column < table.Schema.Columns.Count; column++)
        {
            var slice = table.Slice(column);
            foreach (var row in slice)
            {
                cells++;
                if (slice.Cells[row] != (ulong)number || table.AnsweredAfterMs[row] != (uint)number) return -1;
            }
        }

        if (!table.LabelsOf(0).IsEmpty && BitConverter.ToInt64(table.LabelsOf(0)) != number) return -1;
        return cells > 0 && cells % table.Schema.Columns.Count == 0 && table.Text.Length == 4 && snapshot.StartedUnixMs == number ? number : -1;
    }

    /// <summary>Labels that are the number, and the pool's from the moment on at which the table is.</summary>
    private static void Label(SnapshotPool pool, TableSnapshot table, long number)
    {
        var labels = pool.RentLabels(BitConverter.GetBytes(number), [sizeof(long)]);
        table.SetRowLabels([labels]);
        pool.Return(labels);
    }
}
