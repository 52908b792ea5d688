using System.Text;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Tests.Store;

public sealed class TableSnapshotTests
{
    private readonly SnapshotPool _pool = new(new ReaderEpochs());
    private readonly TableSchema _schema = NumberedSnapshots.Schema(3).Tables[0];

    [Fact]
    public void Cells_of_one_row_and_of_one_column_do_not_touch_each_other()
    {
        var table = _pool.RentTable(_schema, 130);
        foreach (var row in new[] { 0, 63, 64, 127, 128, 129 }) table.Set(1, row, (ulong)row + 1000);

        Assert.Equal([0, 63, 64, 127, 128, 129], Rows(table, 1));
        Assert.Empty(Rows(table, 0));
        Assert.Empty(Rows(table, 2));
        Assert.Equal(1128UL, table.Slice(1).Cells[128]);
    }

    [Fact]
    public void A_second_value_replaces_the_first()
    {
        var table = _pool.RentTable(_schema, 2);
        table.Set(0, 1, 5);
        table.Set(0, 1, 6);
        Assert.Equal(6UL, table.Slice(0).Cells[1]);
        Assert.Equal([1], Rows(table, 0));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(60, 70)]
    [InlineData(64, 65)]
    [InlineData(100, 200)]
    public void A_larger_table_takes_over_all_of_a_smaller_one(int rows, int moreRows)
    {
        var smaller = _pool.RentTable(_schema, rows);
        var cells = new Dictionary<(int Column, int Row), string>();
        for (var row = 0; row < rows; row += 3)
        {
            for (var column = row % 2; column < 3; column += 2)
            {
                cells[(column, row)] = $"text {column} {row}";
                smaller.Set(column, row, Keep(smaller, cells[(column, row)]));
            }

            smaller.AnsweredAfterMs[row] = (uint)row + 7;
        }

        var larger = _pool.RentTable(_schema, moreRows);
        larger.CopyFrom(smaller);

        for (var column = 0; column < 3; column++)
        {
            Assert.Equal(cells.Keys.Where(cell => cell.Column == column).Select(cell => cell.Row).Order(), Rows(larger, column));
        }

        Assert.All(cells, cell => Assert.Equal(cell.Value, TextAt(larger, cell.Key.Column, cell.Key.Row)));
        Assert.All(cells.Keys, cell => Assert.Equal((uint)cell.Row + 7, larger.AnsweredAfterMs[cell.Row]));
    }

    [Fact]
    public void A_column_is_carried_over_from_the_poll_before_with_its_text()
    {
        var previous = _pool.RentTable(_schema, 10);
        previous.Set(1, 2, Keep(previous, "two"));
        previous.Set(1, 9, Keep(previous, "nine"));
        previous.Set(1, 4, Keep(previous, "of a row that has gone"));
        previous.Set(1, 5, Keep(previous, "of a row that is another now"));
        previous.Set(0, 3, 99);

        var next = _pool.RentTable(_schema, 20);
        next.Set(0, 0, Keep(next, "something before"));
        next.CarryOver(previous, 1, isText: true, rows: [0b10_0010_0100], but: [0b10_0000]);

        Assert.Equal([2, 9], Rows(next, 1));
        Assert.Equal("two", TextAt(next, 1, 2));
        Assert.Equal("nine", TextAt(next, 1, 9));
        Assert.Equal([0], Rows(next, 0));
    }

    [Fact]
    public void Labels_are_found_over_chunks_and_missing_ones_are_empty()
    {
        var blocks = Enumerable.Range(0, 130).Select(row => $"i=\"{row}\"").ToArray();
        var table = _pool.RentTable(_schema, 140);
        table.SetRowLabels([.. blocks.Chunk(RowLabels.Rows).Select(Pack)]);

        for (var row = 0; row < 130; row++) Assert.Equal(blocks[row], Encoding.UTF8.GetString(table.LabelsOf(row)));
        Assert.True(table.LabelsOf(130).IsEmpty);
        Assert.True(table.LabelsOf(139).IsEmpty);
    }

    private static RowLabels Pack(string[] blocks)
    {
        var end = 0;
        return new RowLabels(Encoding.UTF8.GetBytes(string.Concat(blocks)), [.. blocks.Select(block => end += block.Length)]);
    }

    private static ulong Keep(TableSnapshot table, string text)
    {
        Encoding.UTF8.GetBytes(text).CopyTo(table.TextRoom(text.Length + 5));
        return table.CommitText(text.Length);
    }

    private static string TextAt(TableSnapshot table, int column, int row) => Encoding.UTF8.GetString(TextCell.Slice(table.Slice(column).Cells[row], table.Text));

    private static List<int> Rows(TableSnapshot table, int column)
    {
        var rows = new List<int>();
        foreach (var row in table.Slice(column)) rows.Add(row);
        return rows;
    }
}
