namespace Collector.Daemon.Configuration.Keys;

/// <summary>What a gNMI target is asked for, with gnmic's keys.</summary>
internal static class SubscriptionKeys
{
    private static readonly ConfigurationKey[] OfPaths =
    [
        new("paths", KeyShape.Texts, ConfigurationKey.None, "[/interfaces/interface/state/counters]", "what is asked for; required, unless there is a `prefix` or `stream-subscriptions`"),
        new("stream-mode", KeyShape.Word("target-defined", "sample", "on-change"), "target-defined", "sample", "when the device sends; in any case, with `-` or `_`"),
        new("sample-interval", KeyShape.Duration(), "the device's", "10s", "from one sample to the next"),
        new("heartbeat-interval", KeyShape.Duration(), "the device's", "60s", "how often a value is sent that did not change"),
        new("suppress-redundant", KeyShape.Switch, "false", "true", "samples that say the same are not sent"),
    ];

    public static readonly ConfigurationSection Part = new("gnmi.subscriptions.stream-subscriptions", OfPaths);

    public static readonly ConfigurationSection History = new("gnmi.subscriptions.history",
    [
        new("snapshot", KeyShape.Text, ConfigurationKey.None, "2026-03-01T12:00:00Z", "one moment, in RFC 3339's form or in nanoseconds since 1970"),
        new("start", KeyShape.Text, ConfigurationKey.None, "2026-03-01T12:00:00Z", "where a range begins") { Beside = ["end"] },
        new("end", KeyShape.Text, ConfigurationKey.None, "2026-03-01T13:00:00Z", "where it ends") { Beside = ["start"] },
    ]);

    public static readonly ConfigurationSection Subscription = new("gnmi.subscriptions",
    [
        .. OfPaths,
        new("name", KeyShape.Text, "the key", "interfaces", "no effect: a subscription is called by its key"),
        new("prefix", KeyShape.Text, ConfigurationKey.None, "/interfaces", "stands before all paths"),
        new("target", KeyShape.Text, ConfigurationKey.None, "r1", "the prefix's target"),
        new("set-target", KeyShape.Switch, "false", "true", "the prefix's target is the target's name"),
        new("mode", KeyShape.Word("stream", "once", "poll"), "stream", "once", "of the call; in any case"),
        new("encoding", KeyShape.Text, "the target's", "proto", "`json`, `json_ietf`, `proto`, `bytes`, `ascii` or a number"),
        new("updates-only", KeyShape.Switch, "false", "true", "the device leaves out what it has at the beginning of a call"),
        new("qos", KeyShape.Integer(0, uint.MaxValue), ConfigurationKey.None, "32", "DSCP"),
        new("depth", KeyShape.Integer(0, uint.MaxValue), "0", "2", "levels below the paths; 0 for all"),
        new("models", KeyShape.Texts, ConfigurationKey.None, "[openconfig-interfaces]", "names of models to use"),
        new("history", KeyShape.Of(History), ConfigurationKey.None, "{ snapshot: 2026-03-01T12:00:00Z }", "what the device has kept"),
        new("stream-subscriptions", KeyShape.ListOf(KeyShape.Of(Part)), ConfigurationKey.None, "[{ paths: [/interfaces], stream-mode: sample }]", "several modes in one call, in place of `paths`"),
        new("outputs", KeyShape.Texts, ConfigurationKey.None, "[prom]", "no effect: all series are on `/metrics`"),
    ]);
}
