using System.Text;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>The names and labels of gnmic's Prometheus output, and types, which gnmic has none of.</summary>
/// <remarks>An origin stands in front of the whole name, whether the prefix or the path said it, so that a leaf has one name however a device splits its path.</remarks>
internal sealed class GnmicNaming(MappingOptions options, string subscription) : LeafNaming
{
    private const string Help = "gNMIc generated metric";

    private readonly LeafRules _rules = new(options);
    private readonly string _prefix = Prefix(options, subscription);

    /// <inheritdoc/>
    public override LeafPlan? Plan(LeafShape shape)
    {
        var rule = _rules.For(shape);
        if (rule.IsDropped ?? false) return null;
        var keyLabels = KeyLabels.Of(shape);
        return new LeafPlan
        {
            Family = new(NameText.Valid(_prefix + NameText.Clean(ValueName(shape)).TrimStart('_')), rule.Help ?? Help, rule.Type ?? default),
            KeyLabels = keyLabels,
            SubscriptionLabel = MetaLabels.NameOf(MetaLabels.SubscriptionName, keyLabels),
            Values = LeafRules.ValuesOf(rule, TextLabels.Of(shape, rule.TextLabel, keyLabels, withModules: true)),
        };
    }

    private static string Prefix(MappingOptions options, string subscription)
    {
        var prefix = options.MetricPrefix.Length == 0 ? "" : NameText.Clean(options.MetricPrefix) + "_";
        return options.AppendSubscriptionName ? prefix + NameText.Clean(subscription).TrimEnd('_') + "_" : prefix;
    }

    /// <summary>What gnmic calls the value: <c>openconfig:/interfaces/interface/state/mtu</c>.</summary>
    private static string ValueName(LeafShape shape)
    {
        var name = new StringBuilder();
        if (shape.Origin.Length > 0) name.Append(shape.Origin).Append(':');
        foreach (var element in shape.Elements)
        {
            if (element.Name.Length > 0) name.Append('/').Append(element.Name);
        }

        return name.ToString();
    }
}
