using System.Globalization;
using System.Text;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Explaining;

/// <summary>One table of a poll that is over: which cells are shown, as which series, and which rows have the same labels.</summary>
internal sealed class TableReading(TableState state, TableSnapshot? shown)
{
    private Dictionary<string, List<int>>? _byLabels;

    public TableState State => state;

    /// <summary>Whether a cell is among what was published.</summary>
    public bool Has(int column, int row) =>
        shown is not null && row < shown.RowCapacity && (shown.Presence[column * shown.PresenceWords + (row >> 6)] >> row & 1) != 0;

    /// <summary>Whether a row has any series.</summary>
    public bool HasAny(int row)
    {
        for (var column = 0; column < (shown?.Schema.Columns.Count ?? 0); column++)
        {
            if (Has(column, row)) return true;
        }

        return false;
    }

    /// <summary>Another row with the same labels that is shown in this column; none when the labels are the row's own.</summary>
    public int ShownInstead(int column, int row)
    {
        if (shown is null) return RowIndex.None;
        foreach (var other in (_byLabels ??= GroupByLabels()).GetValueOrDefault(LabelsOf(row)) ?? [])
        {
            if (other != row && Has(column, other)) return other;
        }

        return RowIndex.None;
    }

    public string LabelsOf(int row) => shown is null ? "" : Encoding.UTF8.GetString(shown.LabelsOf(row));

    /// <summary>Series of a whole column.</summary>
    public int CountSeries(int column)
    {
        if (shown is null) return 0;
        var counting = new Counting();
        shown.Schema.Columns[column].Visit(shown.Slice(column), ref counting);
        return counting.Series;
    }

    /// <summary>The series of one cell, with their values.</summary>
    public IReadOnlyList<string> SeriesOf(int column, int row)
    {
        if (!Has(column, row)) return [];
        var presence = new ulong[shown!.PresenceWords];
        presence[row >> 6] = 1UL << row;
        var slice = shown.Slice(column);
        var writing = new Writing(shown.Schema.Columns[column].Family.Name, LabelsOf(row), []);
        shown.Schema.Columns[column].Visit(new ColumnSlice(slice.Cells, presence, slice.Text), ref writing);
        return writing.Series;
    }

    private Dictionary<string, List<int>> GroupByLabels()
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var row = state.Rows.First; row != RowIndex.None; row = state.Rows.Next(row))
        {
            if (!groups.TryGetValue(LabelsOf(row), out var rows)) groups.Add(LabelsOf(row), rows = []);
            rows.Add(row);
        }

        return groups;
    }

    private struct Counting : ISeriesVisitor
    {
        public int Series { get; private set; }

        public void Unsigned(int row, ulong value) => Series++;

        public void Signed(int row, long value) => Series++;

        public void Double(int row, double value) => Series++;

        public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value) => Series++;
    }

    private readonly struct Writing(string name, string labels, List<string> series) : ISeriesVisitor
    {
        public IReadOnlyList<string> Series => series;

        public void Unsigned(int row, ulong value) => Add("", value.ToString(CultureInfo.InvariantCulture));

        public void Signed(int row, long value) => Add("", value.ToString(CultureInfo.InvariantCulture));

        public void Double(int row, double value) => Add("", value.ToString(CultureInfo.InvariantCulture));

        public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value) =>
            Add($"{Encoding.UTF8.GetString(labelName)}=\"{Encoding.UTF8.GetString(labelValue)}\"", value.ToString(CultureInfo.InvariantCulture));

        private void Add(string label, string value)
        {
            var all = string.Join(',', new[] { labels, label }.Where(part => part.Length > 0));
            series.Add(all.Length == 0 ? $"{name} {value}" : $"{name}{{{all}}} {value}");
        }
    }
}
