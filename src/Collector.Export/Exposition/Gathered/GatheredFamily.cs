using System.Text;
using Collector.Export.Exposition.Plans;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Gathered;

/// <summary>One family of a gathered page: its two header lines, and where its series come from.</summary>
internal sealed class GatheredFamily
{
    private readonly byte[] _name;
    private readonly byte[] _header;

    private GatheredFamily(string name, string help, string type, PlanColumn[] columns, int gauge)
    {
        _name = Encoding.UTF8.GetBytes(name);
        var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        _header = Encoding.UTF8.GetBytes($"# HELP {name} {escaped}\n# TYPE {name} {type}\n"); // an empty help is shown too
        (NameText, Columns, Gauge) = (name, columns, gauge);
    }

    public string NameText { get; }

    public ReadOnlySpan<byte> Name => _name;

    public ReadOnlySpan<byte> Header => _header;

    /// <summary>In the order of the page's modules; none for a gauge of the page's own.</summary>
    public PlanColumn[] Columns { get; }

    /// <summary>Its place among the page's gauges, or -1.</summary>
    public int Gauge { get; }

    public static GatheredFamily Of(string name, PlanColumn[] columns)
    {
        var first = columns[0].Column.Family;
        return new GatheredFamily(name, first.Help, TypeOf(first), columns, -1);
    }

    public static GatheredFamily Of(ModuleGauge gauge, int place) => new(gauge.Name, gauge.Help, "gauge", [], place);

    /// <summary>What a family of another module does not agree with the first one about; null when they agree.</summary>
    public static string? Disagreement(MetricFamily first, MetricFamily other)
    {
        if (first.Help != other.Help) return $"collected metric {other.Name} has help \"{other.Help}\" but should have \"{first.Help}\"";
        return first.Type == other.Type ? null : $"collected metric {other.Name} should be a {(first.Type == MetricType.Counter ? "Counter" : "Gauge")}";
    }

    private static string TypeOf(MetricFamily family) => family.Type switch
    {
        MetricType.Counter => "counter",
        MetricType.Gauge => "gauge",
        _ => "untyped",
    };
}
