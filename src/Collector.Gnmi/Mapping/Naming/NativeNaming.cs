using System.Text;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>Names as Prometheus' conventions want them: <c>interface_in_bytes_total</c> for <c>/interfaces/interface/state/counters/in-octets</c>; base units; the label <c>instance</c>.</summary>
/// <remarks>
/// Left out are modules, the origin <c>openconfig</c>, <c>state</c> and <c>counters</c>, and the container around a list that is its plural. <c>config</c> stays, so that what is
/// configured and what is in force have different names.
/// </remarks>
internal sealed class NativeNaming(MappingOptions options) : LeafNaming
{
    private readonly LeafRules _rules = new(options);
    private readonly string _prefix = options.MetricPrefix.Length == 0 ? "" : NameText.Clean(options.MetricPrefix) + "_";

    /// <inheritdoc/>
    public override LeafPlan? Plan(LeafShape shape)
    {
        var rule = _rules.For(shape);
        if (rule.IsDropped ?? false) return null;
        var unit = rule.Unit is null ? default : MetricUnit.Of(rule.Unit);
        var type = rule.Type ?? (rule.Unit is null ? MetricType.Unknown : MetricType.Gauge);
        var keyLabels = KeyLabels.Of(shape, isNative: true);
        return new LeafPlan
        {
            Family = new(Name(shape, rule, unit, type), rule.Help ?? "The leaf " + BarePath(shape), type),
            KeyLabels = keyLabels,
            Values = LeafRules.ValuesOf(rule, TextLabels.Of(shape, rule.TextLabel, keyLabels, withModules: false)) with { Scale = unit.Scale == 0 ? 1 : unit.Scale },
        };
    }

    private string Name(LeafShape shape, LeafRule rule, MetricUnit unit, MetricType type)
    {
        var name = new StringBuilder(_prefix);
        foreach (var part in Parts(shape)) Append(name, part);
        if (unit.Suffix is { } suffix) Append(name, suffix);
        if (type == MetricType.Counter) Append(name, "total");
        else if (rule.Numbers == NumberReading.Never && rule.Text == TextStyle.Info) Append(name, "info");
        return NameText.Valid(name.ToString());
    }

    private static IEnumerable<string> Parts(LeafShape shape)
    {
        if (shape.Origin is not ("" or "openconfig")) yield return SnakeCase.Of(shape.Origin);
        for (var i = 0; i < shape.Elements.Count; i++)
        {
            var name = ModulePrefix.Strip(shape.Elements[i].Name).ToString();
            var isLeaf = i == shape.Elements.Count - 1;
            if (isLeaf || !(name is "state" or "counters" || IsAround(name, shape.Elements[i + 1]))) yield return SnakeCase.Of(name);
        }
    }

    private static bool IsAround(string name, ShapeElement next)
    {
        if (next.Keys.Count == 0) return false;
        var one = ModulePrefix.Strip(next.Name).ToString();
        return name == one + "s" || name == one + "es" || one.EndsWith('y') && name == one[..^1] + "ies";
    }

    /// <summary>A part that the name ends with already is not said again.</summary>
    private static void Append(StringBuilder name, string part)
    {
        var before = name.ToString();
        if (part.Length == 0 || before == part || before.EndsWith("_" + part, StringComparison.Ordinal)) return;
        if (before.Length > 0 && before[^1] != '_') name.Append('_');
        name.Append(part);
    }

    private static string BarePath(LeafShape shape) => "/" + string.Join('/', shape.Elements.Select(element => ModulePrefix.Strip(element.Name).ToString()));
}
