using System.Globalization;
using System.Text;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Tests.Samples;

public sealed class ColumnTests
{
    private static readonly MetricFamily Family = new("family", "help", MetricType.Gauge);
    private static readonly CodeNames UpDown = new(new Dictionary<long, string> { [2] = "down", [1] = "up", [-1] = "a \"quoted\\name\"\n" });

    [Fact]
    public void Counters_keep_all_64_bits() =>
        Assert.Equal(["0 u0", "2 u9007199254740993", "3 u18446744073709551615"],
            Visit(new UnsignedColumn(Family), (0, 0), (2, 9_007_199_254_740_993), (3, ulong.MaxValue)));

    [Fact]
    public void Signed_integers_keep_all_64_bits() =>
        Assert.Equal(["0 i-1", "2 i-9223372036854775808", "3 i9007199254740993"],
            Visit(new SignedColumn(Family), (0, ulong.MaxValue), (2, 1UL << 63), (3, 9_007_199_254_740_993)));

    [Fact]
    public void States_that_are_text_are_a_series_each_and_an_unknown_one_has_its_own() =>
        Assert.Equal(["0 s=DOWN 0", "0 s=to Amsterdam 1", "3 s=DOWN 0", "3 s=to Amsterdam 0", "3 s= 1"],
            VisitText(new TextStateSetColumn(Family, "s", ["DOWN", "to Amsterdam"])));

    [Fact]
    public void Gauges_are_the_bits_of_a_double() =>
        Assert.Equal(["0 d-1.5", "1 dNaN", "65 d4E+300"],
            Visit(new DoubleColumn(Family), (0, BitConverter.DoubleToUInt64Bits(-1.5)), (1, BitConverter.DoubleToUInt64Bits(double.NaN)), (65, BitConverter.DoubleToUInt64Bits(4e300))));

    [Fact]
    public void An_enumeration_as_info_is_one_series_with_the_states_name() =>
        Assert.Equal(["0 state=up 1", "1 state=down 1", "2 state=a \\\"quoted\\\\name\\\"\\n 1", "3 state=17 1", "4 state=-9223372036854775808 1"],
            Visit(new CodeColumn(Family, "state", UpDown), (0, 1), (1, 2), (2, unchecked((ulong)-1L)), (3, 17), (4, unchecked((ulong)long.MinValue))));

    [Fact]
    public void An_enumeration_as_state_set_is_a_series_for_each_state_in_the_order_of_codes() =>
        Assert.Equal(["7 s=a \\\"quoted\\\\name\\\"\\n 0", "7 s=up 0", "7 s=down 1"], Visit(new StateSetColumn(Family, "s", UpDown), (7, 2)));

    [Fact]
    public void A_state_that_the_module_does_not_know_gets_a_series_of_its_own() =>
        Assert.Equal(["0 s=a \\\"quoted\\\\name\\\"\\n 0", "0 s=up 0", "0 s=down 0", "0 s=5 1"], Visit(new StateSetColumn(Family, "s", UpDown), (0, 5)));

    [Fact]
    public void Text_is_a_label_with_a_constant_value_unless_the_row_has_that_label()
    {
        Assert.Equal(["0 alias=to Amsterdam 1", "3 alias= 1"], VisitText(new TextColumn(Family, "alias")));
        Assert.Equal(["0 d2", "3 d2"], VisitText(new TextColumn(Family, null, 2)));
    }

    [Fact]
    public void Rows_without_a_value_have_no_series() => Assert.Empty(Visit(new StateSetColumn(Family, "s", UpDown)));

    private static List<string> Visit(Column column, params (int Row, ulong Cell)[] cells)
    {
        var table = new SnapshotPool(new ReaderEpochs()).RentTable(new TableSchema([column]), 100);
        foreach (var (row, cell) in cells) table.Set(0, row, cell);
        return Visit(column, table);
    }

    private static List<string> VisitText(Column column)
    {
        var table = new SnapshotPool(new ReaderEpochs()).RentTable(new TableSchema([column]), 4);
        "to Amsterdam"u8.CopyTo(table.TextRoom(100));
        table.Set(0, 0, table.CommitText(12));
        table.Set(0, 3, table.CommitText(0));
        return Visit(column, table);
    }

    private static List<string> Visit(Column column, TableSnapshot table)
    {
        var visitor = new Noting([]);
        column.Visit(table.Slice(0), ref visitor);
        return visitor.Series;
    }

    private readonly struct Noting(List<string> series) : ISeriesVisitor
    {
        public List<string> Series => series;

        public void Unsigned(int row, ulong value) => series.Add($"{row} u{value}");

        public void Signed(int row, long value) => series.Add($"{row} i{value}");

        public void Double(int row, double value) => series.Add($"{row} d{value.ToString("R", CultureInfo.InvariantCulture)}");

        public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value) =>
            series.Add($"{row} {Encoding.UTF8.GetString(labelName)}={Encoding.UTF8.GetString(labelValue)} {value}");
    }
}
