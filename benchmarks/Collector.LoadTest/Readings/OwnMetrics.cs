using System.Globalization;

namespace Collector.LoadTest.Readings;

/// <summary>The daemon's own metrics at one moment.</summary>
internal sealed class OwnMetrics
{
    private readonly Dictionary<string, double> _series = new(StringComparer.Ordinal);

    /// <summary>A page in the text format.</summary>
    public static OwnMetrics Parse(string page)
    {
        var metrics = new OwnMetrics();
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#' || !(line.StartsWith("collector_", StringComparison.Ordinal) || line.StartsWith("process_", StringComparison.Ordinal))) continue;
            var space = line.LastIndexOf(' ');
            metrics._series[line[..space]] = line[(space + 1)..] == "+Inf" ? double.PositiveInfinity : double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture);
        }

        return metrics;
    }

    /// <summary>The value of a series, labels written as the page has them.</summary>
    /// <exception cref="KeyNotFoundException">The page has no such series: the daemon's metrics were renamed.</exception>
    public double this[string series] => _series.TryGetValue(series, out var value) ? value : throw new KeyNotFoundException($"The daemon has no {series}.");

    /// <summary>How much a counter rose since an earlier reading.</summary>
    public double Since(OwnMetrics earlier, string series) => this[series] - earlier[series];

    /// <summary>The observations of a histogram since an earlier reading.</summary>
    public HistogramReading HistogramSince(OwnMetrics earlier, string name)
    {
        var prefix = $"{name}_bucket{{le=\"";
        var buckets = _series.Keys.Where(series => series.StartsWith(prefix, StringComparison.Ordinal))
            .Select(series => (Limit: Limit(series[prefix.Length..^2]), Count: Since(earlier, series)))
            .OrderBy(bucket => bucket.Limit);
        return new HistogramReading([.. buckets]);
    }

    private static double Limit(string text) => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}
