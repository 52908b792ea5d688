using System.Text.RegularExpressions;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>The name of a series in one form for all sides: labels sorted, without empty ones, which say nothing to Prometheus.</summary>
internal static partial class SeriesName
{
    public static string Of(string name, IEnumerable<KeyValuePair<string, string>> labels) =>
        $"{name}{{{string.Join(", ", labels.Where(label => label.Value.Length > 0).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"))}}}";

    /// <summary>Of <c>name{label="escaped",…}</c>.</summary>
    public static string Parse(string series) => Of(
        series[..series.IndexOf('{', StringComparison.Ordinal)],
        Label().Matches(series).Select(label => KeyValuePair.Create(label.Groups[1].Value, Escape().Replace(label.Groups[2].Value, escape => escape.Value == "\\n" ? "\n" : escape.Value[1..]))));

    [GeneratedRegex("""([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"(?=[,}])""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
