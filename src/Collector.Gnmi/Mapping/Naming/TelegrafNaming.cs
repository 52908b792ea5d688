using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>The names and labels of telegraf's gnmi input as its prometheus_client output shows them: the subscription's name, then the path below what was subscribed to.</summary>
/// <remarks>
/// telegraf knows one path a subscription and calls its name the measurement; of a subscription with several paths the longest one counts that the leaf is below. Its tag
/// <c>path</c>, the prefix a device happens to send, is left out: one leaf would be two series when a device splits its path otherwise.
/// </remarks>
internal sealed class TelegrafNaming(MappingOptions options, SubscriptionOptions subscription) : LeafNaming
{
    private const string Help = "Telegraf collected metric";

    private readonly LeafRules _rules = new(options);
    private readonly string[][] _subscribed = [.. subscription.Paths.SelectMany(one => one.Paths).Select(path => Names(subscription, path)).OrderByDescending(names => names.Length)];
    private readonly string _measurement = (options.MetricPrefix.Length == 0 ? "" : options.MetricPrefix + "_") + subscription.Name + "_";

    /// <inheritdoc/>
    public override LeafPlan? Plan(LeafShape shape)
    {
        var rule = _rules.For(shape);
        if (rule.IsDropped ?? false) return null;
        var keyLabels = KeyLabels.Bare(shape);
        return new LeafPlan
        {
            Family = new(NameText.Valid(NameText.Letters(_measurement + Field(shape))), rule.Help ?? Help, rule.Type ?? default),
            KeyLabels = keyLabels,
            Values = LeafRules.ValuesOf(rule, TextLabels.Of(shape, rule.TextLabel, keyLabels, withModules: false)),
        };
    }

    private static string[] Names(SubscriptionOptions subscription, Paths.GnmiPath path) =>
        [.. (subscription.Prefix?.Elements ?? []).Concat(path.Elements).Select(element => ModulePrefix.Strip(element.Name).ToString())];

    /// <summary>What is left of the path behind the one that was subscribed to; of a subscription to a leaf its name.</summary>
    private string Field(LeafShape shape)
    {
        var names = shape.Elements.Select(element => element.Name).ToArray();
        var subscribed = Array.Find(_subscribed, path => IsBelow(names, path));
        var above = Math.Min(subscribed?.Length ?? 0, Math.Max(0, names.Length - 1));
        return string.Join('/', names[above..]);
    }

    private static bool IsBelow(string[] names, string[] path) => // "..." is any depth, so what is below it has no one name: the whole path stands
        path.Length <= names.Length && path.Zip(names).All(pair => pair.First == "*" || ModulePrefix.Strip(pair.Second).SequenceEqual(pair.First));
}
