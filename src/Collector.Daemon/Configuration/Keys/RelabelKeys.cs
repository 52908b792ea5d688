namespace Collector.Daemon.Configuration.Keys;

/// <summary>One of Prometheus' relabelling rules.</summary>
internal static class RelabelKeys
{
    public static readonly ConfigurationSection Rule = new("relabel_configs",
    [
        new("action", KeyShape.Word("replace", "keep", "drop", "hashmod", "labelmap", "labeldrop", "labelkeep", "lowercase", "uppercase", "keepequal", "dropequal"), "replace", "keep",
            "what the rule does, as in Prometheus; in any case"),
        new("source_labels", KeyShape.Texts, ConfigurationKey.None, "[site]", "labels whose values, put together, are what `regex` is compared with") { Beside = ["target_label"] },
        new("separator", KeyShape.Text, ";", "','", "stands between the values of `source_labels`") { Beside = ["target_label"] },
        new("regex", KeyShape.Text, "(.*)", "ams.*", "an expression in RE2's syntax that the whole text has to match") { Beside = ["target_label"] },
        new("target_label", KeyShape.Text, ConfigurationKey.None, "region", "the label that is written, for the actions that write one"),
        new("replacement", KeyShape.Text, "$1", "'$1'", "what is written; `$1` and `${name}` are groups of `regex`") { Beside = ["target_label"] },
        new("modulus", KeyShape.Integer(0), ConfigurationKey.None, "4", "for `hashmod`: the number of parts, above zero") { Beside = ["target_label"] },
    ]);

    public static ConfigurationKey Under(string name, string description) =>
        new(name, KeyShape.ListOf(KeyShape.Of(Rule)), ConfigurationKey.None, "[{ source_labels: [site], regex: lab, action: drop }]", description);
}
