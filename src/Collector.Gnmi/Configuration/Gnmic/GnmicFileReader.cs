using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads a whole configuration of gnmic's: what concerns subscriptions, targets and names of series is understood, and for the rest it is said that it is not.</summary>
internal static class GnmicFileReader
{
    /// <param name="keys">Its top level; keys that were taken already are not looked at again.</param>
    /// <param name="below">What holds for targets where nothing is written.</param>
    /// <param name="mapping">What holds for names where nothing is written.</param>
    public static GnmicFile Read(GnmicMapping keys, GnmiTargetOptions below, MappingOptions mapping)
    {
        var outputs = OutputsReader.Read(keys, mapping);
        var defaults = ReadDefaults(keys, below);
        var subscriptions = ReadSubscriptions(keys, outputs);
        var read = new GnmicFile
        {
            Defaults = defaults,
            Subscriptions = subscriptions,
            Targets = new TargetsReader(keys.Source, defaults, subscriptions, outputs).Read(keys),
            Output = outputs.Mapping,
        };
        foreach (var (key, why) in ForeignKeys.OfTheTopLevel) keys.NotSupported(key, why);
        foreach (var (key, _) in keys.Keys.Written().Where(entry => ForeignKeys.IsCommandFlag(entry.Key.Text)).ToList())
            keys.NotSupported(key.Text, "it is a flag of gnmic's command line");
        keys.RejectUnknown();
        return read;
    }

    private static GnmiTargetOptions ReadDefaults(GnmicMapping keys, GnmiTargetOptions below) => ConnectionReader.Read(keys, below, retry: "retry") with
    {
        Port = keys.Keys.Int("port", min: 1, max: ushort.MaxValue) ?? below.Port,
        MaxMessageSize = keys.Keys.Int("max-msg-size", min: 0) is > 0 and var bytes ? bytes : below.MaxMessageSize,
    };

    private static Dictionary<string, SubscriptionOptions> ReadSubscriptions(GnmicMapping keys, GnmicOutputs outputs)
    {
        var read = new Dictionary<string, SubscriptionOptions>(StringComparer.Ordinal);
        foreach (var (key, value) in keys.Keys.Mapping("subscriptions")?.Entries() ?? [])
        {
            if (key.Text.Length == 0 || key.Text.Contains(',', StringComparison.Ordinal))
            {
                keys.Source.Problems.Error(key.Position, "the name of a subscription is not empty and has no comma");
                continue;
            }

            var mapping = value.IsNull ? MappingReader.Empty(key.Position, keys.Source.Problems) : keys.Source.Nodes.Mapping(value, $"subscription {key.Text}");
            if (mapping is null) continue;
            var subscription = new GnmicMapping(mapping, keys.Source);
            outputs.Check(subscription, $"subscription {key.Text}");
            if (new SubscriptionReader(key.Text, subscription).Read() is { } one) read.Add(key.Text, one with { WrittenAt = key.Position });
        }

        CheckPoll(read.Values, keys.Source.Problems);
        return read;
    }

    /// <summary>gnmic's rule, so that a file means the same in both.</summary>
    private static void CheckPoll(IReadOnlyCollection<SubscriptionOptions> subscriptions, ConfigurationProblems problems)
    {
        if (subscriptions.All(subscription => subscription.Mode == SubscriptionListMode.Poll)) return;
        foreach (var poll in subscriptions.Where(subscription => subscription.Mode == SubscriptionListMode.Poll))
            problems.Error(poll.WrittenAt, $"subscription {poll.Name}: mode poll cannot stand beside other modes, as in gnmic");
    }
}
