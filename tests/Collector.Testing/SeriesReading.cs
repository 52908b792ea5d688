using System.Text;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Testing;

/// <summary>Reads a target's series out of the store as `name{labels}` and value, without the exposition in between.</summary>
public static class SeriesReading
{
    /// <summary>All series of a target; one that is there twice throws.</summary>
    public static IReadOnlyDictionary<string, double> Read(TargetSeries target)
    {
        var series = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var module = 0; module < target.ModuleNames.Count; module++)
        {
            if (target.Module(module) is { } snapshot) Read(snapshot, series);
        }

        return series;
    }

    /// <summary>How many series a target has, those counted that a page leaves out because another column has them; one that a column has twice throws.</summary>
    public static int Count(TargetSeries target)
    {
        var count = 0;
        for (var module = 0; module < target.ModuleNames.Count; module++)
        {
            foreach (var table in target.Module(module)?.Tables ?? [])
            {
                for (var column = 0; column < table.Schema.Columns.Count; column++)
                {
                    var series = new Dictionary<string, double>(StringComparer.Ordinal);
                    Read(table, column, series);
                    count += series.Count;
                }
            }
        }

        return count;
    }

    /// <summary>All series of one snapshot.</summary>
    public static IReadOnlyDictionary<string, double> Read(ModuleSnapshot snapshot)
    {
        var series = new Dictionary<string, double>(StringComparer.Ordinal);
        Read(snapshot, series);
        return series;
    }

    private static void Read(ModuleSnapshot snapshot, Dictionary<string, double> series)
    {
        foreach (var table in snapshot.Tables)
        {
            for (var column = 0; column < table.Schema.Columns.Count; column++) Read(table, column, series);
        }
    }

    private static void Read(TableSnapshot table, int column, Dictionary<string, double> series)
    {
        var visitor = new Visitor(table.Schema.Columns[column].Family.Name, table, series);
        table.Schema.Columns[column].Visit(table.Slice(column), ref visitor);
    }

    private readonly struct Visitor(string name, TableSnapshot table, Dictionary<string, double> series) : ISeriesVisitor
    {
        public void Unsigned(int row, ulong value) => Add(row, "", value);

        public void Signed(int row, long value) => Add(row, "", value);

        public void Double(int row, double value) => Add(row, "", value);

        public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value) =>
            Add(row, $"{Encoding.UTF8.GetString(labelName)}=\"{Encoding.UTF8.GetString(labelValue)}\"", value);

        private void Add(int row, string extra, double value)
        {
            var block = Encoding.UTF8.GetString(table.LabelsOf(row));
            series.Add($"{name}{{{string.Join(',', new[] { block, extra }.Where(part => part.Length > 0))}}}", value);
        }
    }
}
