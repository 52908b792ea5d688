using System.Globalization;
using System.Text.Json;

namespace Collector.LoadTest.Readings;

/// <summary>One series of a store's answer: its labels, and its samples in the order of their times.</summary>
internal sealed record StoredSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(long UnixMs, double Value)> Samples)
{
    public static StoredSeries Read(JsonElement series) => new(
        series.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal),
        series.TryGetProperty("values", out var values) ? [.. values.EnumerateArray().Select(Sample)] : [Sample(series.GetProperty("value"))]);

    private static (long UnixMs, double Value) Sample(JsonElement sample) =>
        ((long)Math.Round(sample[0].GetDouble() * 1000), double.Parse(sample[1].GetString()!, CultureInfo.InvariantCulture));
}
