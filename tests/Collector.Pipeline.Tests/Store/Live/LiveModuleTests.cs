using System.Text;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;

namespace Collector.Pipeline.Tests.Store.Live;

/// <summary>What readers of tables see that a stream changes in place.</summary>
public sealed class LiveModuleTests
{
    private const long Day = 86_400_000_000_000;

    private readonly ReaderEpochs _epochs = new();
    private readonly LiveSchema _schema = new("ifc", order: 0);
    private readonly LiveModule _module;
    private readonly int _table;
    private readonly int _counter;
    private readonly int _text;

    public LiveModuleTests()
    {
        _table = _schema.AddTable();
        _counter = _schema.AddColumn(_table, new UnsignedColumn(new MetricFamily("octets", "", MetricType.Counter)));
        _text = _schema.AddColumn(_table, new TextColumn(new MetricFamily("description", "", MetricType.Gauge), "text"));
        _module = new LiveModule(_schema, _epochs);
    }

    [Fact]
    public void Without_rows_there_is_nothing() => Assert.Null(_module.Read());

    [Fact]
    public void A_read_has_the_cells_the_text_and_the_labels()
    {
        Write(table =>
        {
            var row = table.AddRow("name=\"e1\""u8);
            table.Set(_counter, row, 7, timeNs: 1);
            table.SetText(_text, row, "uplink"u8, timeNs: 1);
        });
        var table = _module.Read()!.Tables[_table];
        Assert.Equal(7u, Assert.Single(Cells(table, _counter)));
        Assert.Equal("uplink", Encoding.UTF8.GetString(TextCell.Slice(Assert.Single(Cells(table, _text)), table.Text)));
        Assert.Equal("name=\"e1\"", Encoding.UTF8.GetString(table.LabelsOf(0)));
    }

    [Fact]
    public void As_long_as_nothing_is_written_readers_share_a_copy()
    {
        Write(table => table.Set(_counter, table.AddRow(default), 1, 1));
        var first = _module.Read();
        Assert.Same(first, _module.Read());
        Write(table => table.Set(_counter, 0, 2, 2));
        Assert.NotSame(first, _module.Read());
    }

    [Fact]
    public void A_copy_that_somebody_still_reads_is_not_written_again()
    {
        Write(table => table.Set(_counter, table.AddRow(default), 0, 1));
        using var reading = _epochs.Enter();
        var first = _module.Read()!;
        for (var round = 1; round <= 5; round++)
        {
            Write(table => table.Set(_counter, 0, (ulong)round, round));
            Assert.Equal((ulong)round, Assert.Single(Cells(_module.Read()!.Tables[_table], _counter)));
            Assert.Equal(0u, Assert.Single(Cells(first.Tables[_table], _counter)));
        }
    }

    [Fact]
    public void Without_readers_copies_are_used_again()
    {
        Write(table => table.Set(_counter, table.AddRow(default), 0, 1));
        var seen = new HashSet<ModuleSnapshot>();
        for (var round = 1; round <= 20; round++)
        {
            Write(table => table.Set(_counter, 0, (ulong)round, round));
            using var reading = _epochs.Enter();
            seen.Add(_module.Read()!);
        }

        Assert.InRange(seen.Count, 1, 3);
    }

    [Fact]
    public void A_column_that_another_target_brought_is_on_the_next_page()
    {
        Write(table => table.Set(_counter, table.AddRow(default), 1, 1));
        Assert.Equal(2, _module.Read()!.Schema.Tables[_table].Columns.Count);
        _schema.AddColumn(_table, new UnsignedColumn(new MetricFamily("packets", "", MetricType.Counter)));
        var read = _module.Read()!;
        Assert.Same(_schema.Current, read.Schema);
        Assert.Equal(3, read.Tables[_table].Schema.Columns.Count);
        Assert.Equal(1u, Assert.Single(Cells(read.Tables[_table], _counter)));
    }

    [Fact]
    public void A_slot_that_is_taken_again_has_another_generation_and_none_of_the_old_cells()
    {
        var (first, second) = (0, 0);
        Write(table =>
        {
            var row = table.AddRow("a=\"1\""u8);
            first = table.GenerationOf(row);
            table.Set(_counter, row, 5, 1);
            Assert.Equal(1, table.RemoveRow(row));
            Assert.Equal(row, table.AddRow("a=\"2\""u8));
            second = table.GenerationOf(row);
            table.SetText(_text, row, "x"u8, 2);
        });
        Assert.NotEqual(first, second);
        Assert.Empty(Cells(_module.Read()!.Tables[_table], _counter));
    }

    [Fact]
    public void A_row_is_as_new_as_its_newest_cell()
    {
        Write(table =>
        {
            var (first, second) = (table.AddRow(default), table.AddRow(default));
            table.Set(_counter, first, 1, 5 * Day);
            table.SetText(_text, first, "old"u8, 4 * Day);
            table.Set(_counter, second, 1, 6 * Day);
        });
        Assert.Equal([5 * Day, 6 * Day], RowTimes());
    }

    [Fact]
    public void A_row_that_has_not_changed_for_months_does_not_make_the_others_older()
    {
        Write(table =>
        {
            table.Set(_counter, table.AddRow(default), 1, 500 * Day);
            table.Set(_counter, table.AddRow(default), 1, 10 * Day);
        });
        var times = RowTimes();
        Assert.Equal(500 * Day, times[0]);
        Assert.InRange(times[1], 450 * Day, 451 * Day); // what 32 bits of milliseconds can say
    }

    [Fact]
    public void A_cell_is_replaced_where_it_is_unless_it_is_newer_or_not_there()
    {
        Write(table =>
        {
            var row = table.AddRow(default);
            table.Set(_counter, row, 1, timeNs: 100);
            var column = table.ColumnAt(_counter)!;
            Assert.True(column.TryReplace(row, 2, timeNs: 200, withinNs: 50));
            Assert.False(column.TryReplace(row, 3, timeNs: 199, withinNs: 50)); // out of order
            Assert.Equal(200, table.TimeOf(_counter, row));
            Assert.True(column.TryReplace(row, 4, timeNs: 150, withinNs: 50)); // a clock that was set back
            Assert.False(column.TryReplace(table.AddRow(default), 5, timeNs: 300, withinNs: 50));
        });
        Assert.Equal([4u], Cells(_module.Read()!.Tables[_table], _counter));
    }

    [Fact]
    public void A_cell_that_was_replaced_was_heard_of()
    {
        var table = new LiveTable(new LiveExpiry(RoundNs: 10, Rounds: 2));
        var row = table.AddRow(default);
        table.Set(_counter, row, 1, timeNs: 1);
        for (var now = 0; now < 200; now += 5)
        {
            Assert.True(table.ColumnAt(_counter)!.TryReplace(row, 1, timeNs: 1 + now, withinNs: 0));
            Assert.Equal(0, table.Expire(now));
        }

        Assert.Equal(1, Enumerable.Range(40, 10).Sum(tick => table.Expire(5 * tick)));
    }

    [Fact]
    public void Many_rows_keep_their_labels_while_others_come_and_go()
    {
        Write(table =>
        {
            for (var i = 0; i < 300; i++) table.Set(_counter, table.AddRow(Encoding.UTF8.GetBytes($"i=\"{i}\"")), (ulong)i, 1);
            for (var i = 0; i < 300; i += 3) table.RemoveRow(i);
        });
        var table = _module.Read()!.Tables[_table];
        Assert.Equal(200, Cells(table, _counter).Count);
        foreach (var row in table.Slice(_counter)) Assert.Equal($"i=\"{table.Cells[_counter * table.RowCapacity + row]}\"", Encoding.UTF8.GetString(table.LabelsOf(row)));
    }

    [Fact]
    public void While_a_write_never_ends_readers_take_the_state_before_and_it_is_counted()
    {
        Write(table => table.Set(_counter, table.AddRow(default), 1, 1));
        var before = _module.Read();
        _module.BeginWrite();
        Assert.Same(before, _module.Read());
        _module.EndWrite();
        Assert.Equal(1, _module.StaleReads);
    }

    /// <summary>A writer that keeps all cells equal within a write, and readers beside it: none may ever see two values in one copy.</summary>
    [Fact]
    public async Task Readers_never_see_a_write_half_done()
    {
        const int Rows = 64;
        Write(table =>
        {
            for (var row = 0; row < Rows; row++) table.Set(_counter, table.AddRow(default), 0, 1);
        });
        var isDone = false;
        var writer = Task.Run(() =>
        {
            for (var round = 1; round <= 20_000; round++)
            {
                Write(table =>
                {
                    for (var row = 0; row < Rows; row++) table.Set(_counter, row, (ulong)round, round);
                });
            }

            isDone = true;
        });
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var reads = 0;
            do
            {
                using var reading = _epochs.Enter();
                var cells = Cells(_module.Read()!.Tables[_table], _counter);
                Assert.Equal(Rows, cells.Count);
                Assert.Single(cells.Distinct());
                reads++;
            }
            while (!isDone);
            return reads;
        })).ToArray();
        await writer;
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.All(Cells(_module.Read()!.Tables[_table], _counter), cell => Assert.Equal(20_000u, cell));
    }

    private List<long> RowTimes()
    {
        var read = _module.Read()!;
        return [.. read.Tables[_table].AnsweredAfterMs.Take(2).Select(after => (read.StartedUnixMs + after) * 1_000_000)];
    }

    private static List<ulong> Cells(TableSnapshot table, int column)
    {
        var cells = new List<ulong>();
        foreach (var row in table.Slice(column)) cells.Add(table.Cells[column * table.RowCapacity + row]);
        return cells;
    }

    private void Write(Action<LiveTable> change)
    {
        _module.BeginWrite();
        change(_module.TableFor(_table, LiveExpiry.Never));
        _module.EndWrite();
    }
}
