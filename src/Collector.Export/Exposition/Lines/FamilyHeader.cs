using System.Text;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Lines;

/// <summary>A family's HELP and TYPE lines in both formats, built ahead of any scrape.</summary>
/// <remarks>
/// OpenMetrics announces a counter under its name without <c>_total</c>. Nothing is renamed there: a counter that does not end in it is
/// <c>unknown</c>, and so is one whose announced name another family has.
/// </remarks>
internal sealed class FamilyHeader
{
    private const string Total = "_total";

    private readonly byte[] _text;
    private readonly byte[] _openMetrics;

    /// <param name="name">The name on the lines of the family's series.</param>
    /// <param name="help">Unescaped; no HELP line when empty.</param>
    /// <param name="type">What the family's contributors agree on.</param>
    /// <param name="isShortNameFree">Whether no other family of the page has the name without <c>_total</c>.</param>
    public FamilyHeader(string name, string help, MetricType type, bool isShortNameFree = true)
    {
        _text = Encoding.UTF8.GetBytes(Lines(name, EscapeHelp(help), type == MetricType.Unknown ? "untyped" : Lower(type)));
        var isTotal = type == MetricType.Counter && name.EndsWith(Total, StringComparison.Ordinal) && name.Length > Total.Length && isShortNameFree;
        var announced = isTotal ? name[..^Total.Length] : name;
        var openType = type == MetricType.Counter && !isTotal ? MetricType.Unknown : type;
        _openMetrics = Encoding.UTF8.GetBytes(Lines(announced, EscapeOpenHelp(help), Lower(openType)));
    }

    private FamilyHeader(byte[] text, byte[] openMetrics) => (_text, _openMetrics) = (text, openMetrics);

    public static FamilyHeader Histogram(string name, string help) =>
        new(Encoding.UTF8.GetBytes(Lines(name, EscapeHelp(help), "histogram")), Encoding.UTF8.GetBytes(Lines(name, EscapeOpenHelp(help), "histogram")));

    public ReadOnlySpan<byte> For(ExpositionFormat format) => format == ExpositionFormat.Text ? _text : _openMetrics;

    private static string Lower(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Gauge => "gauge",
        _ => "unknown",
    };

    private static string Lines(string name, string escapedHelp, string type) =>
        (escapedHelp.Length == 0 ? "" : $"# HELP {name} {escapedHelp}\n") + $"# TYPE {name} {type}\n";

    private static string EscapeHelp(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeOpenHelp(string help) => EscapeHelp(help).Replace("\"", "\\\"", StringComparison.Ordinal);
}
