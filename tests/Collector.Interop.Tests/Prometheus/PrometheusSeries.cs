using System.Globalization;
using System.Text.Json;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>One series of a query's result: its labels, and one or more samples in the order of time.</summary>
/// <param name="Labels">With the name as <c>__name__</c>.</param>
/// <param name="Samples">Time in seconds since the Unix epoch, and value.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double Time, double Value)> Samples)
{
    public double LastTime => Samples[^1].Time;

    public static PrometheusSeries Read(JsonElement series) => new(
        series.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal),
        series.TryGetProperty("values", out var values) ? [.. values.EnumerateArray().Select(ReadSample)] : [ReadSample(series.GetProperty("value"))]);

    public override string ToString() => string.Join(", ", Labels.Select(label => $"{label.Key}={label.Value}"));

    private static (double Time, double Value) ReadSample(JsonElement pair) => (pair[0].GetDouble(), double.Parse(pair[1].GetString()!, CultureInfo.InvariantCulture));
}
