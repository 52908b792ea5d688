using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping.Rules;

/// <summary>The user's rules, then the built-in ones: what they say together about a shape.</summary>
internal sealed class LeafRules(MappingOptions options)
{
    private static readonly LeafRule Nothing = new() { Path = LeafPattern.Parse("...") };

    private readonly LeafRule _byDefault = options.StringsAsLabels ? Nothing with { Text = TextStyle.Info } : Nothing;

    /// <summary>Property by property, what the first rule says that matches and says something.</summary>
    public LeafRule For(LeafShape shape)
    {
        var rule = Nothing;
        foreach (var next in options.Rules)
        {
            if (next.Path.Matches(shape)) rule = rule.Or(next);
        }

        var builtIn = Nothing;
        foreach (var next in OpenConfigLeaves.Rules)
        {
            if (next.Path.Matches(shape)) builtIn = builtIn.Or(next);
        }

        // Known to be text, and not because text is shown in general: a serial number may be all digits.
        var isText = rule.Or(builtIn).Text is not null;

        // gnmic's strings-as-labels comes before our own ideas of what text means, so that dashboards keep working.
        rule = rule.Or(_byDefault).Or(builtIn);
        return rule with { Numbers = isText ? NumberReading.Never : rule.Type is null && rule.Unit is null ? NumberReading.Ietf : NumberReading.Always };
    }

    public static ValueRule ValuesOf(LeafRule rule, string textLabel) => new()
    {
        NumberMap = rule.NumberMap,
        Numbers = rule.Numbers,
        Text = rule.Text,
        TextLabel = textLabel,
        States = rule.Text == TextStyle.StateSet ? rule.States ?? [] : [],
        IsIeeeFloat = rule.IsIeeeFloat ?? false,
    };
}
