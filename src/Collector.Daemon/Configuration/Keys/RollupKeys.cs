namespace Collector.Daemon.Configuration.Keys;

/// <summary>One entry of <c>rollups</c>: a preset, or a rule.</summary>
internal static class RollupKeys
{
    public static readonly ConfigurationSection Capture = new("rollups.captures",
    [
        new("label", KeyShape.Text, ConfigurationKey.Required, "ifAlias", "the label that is looked at"),
        new("regex", KeyShape.Text, ConfigurationKey.Required, "'(?P<kind>transit|peering):.*'", "an expression in RE2's syntax; its named groups become labels"),
    ]);

    private static readonly ConfigurationKey[] Common =
    [
        new("by", KeyShape.Texts, "one group; a preset's own", "[site]", "labels of a group"),
        new("matchers", KeyShape.Texts, "all rows", "['role!=\"lab\"']", "conditions on labels; all of them must hold"),
        new("captures", KeyShape.ListOf(KeyShape.Of(Capture)), ConfigurationKey.None, "[{ label: ifAlias, regex: '(?P<kind>transit|peering):.*' }]", "parts of labels that become labels"),
        new("interval", KeyShape.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "30s", "60s", "from one result to the next"),
        new("remember", KeyShape.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)), "1h", "12h", "how long a row is expected that its device no longer has"),
    ];

    private static readonly ConfigurationKey Most = new("k", KeyShape.Integer(1, 1000), "10; 20 for `hottest_links` and `gnmi_hottest_links`", "5", "for `topk`: series that are shown of each group");

    public static readonly ConfigurationSection Preset = new("rollups, a preset",
    [
        new("preset", KeyShape.Word("traffic", "ports_down", "devices_up", "hottest_links", "gnmi_traffic", "gnmi_ports_down", "gnmi_hottest_links"), ConfigurationKey.Required, "hottest_links", "a ready-made set of rules ([rollups.md](rollups.md))"),
        .. Common,
        Most,
    ]);

    public static readonly ConfigurationSection Rule = new("rollups, a rule",
    [
        new("name", KeyShape.Text, ConfigurationKey.Required, "transit_in_bits_per_second", "the family that it makes"),
        new("op", KeyShape.Word("sum", "max", "min", "avg", "count", "quantile", "topk"), ConfigurationKey.Required, "sum", "how the values of a group become one"),
        new("of", KeyShape.Text, ConfigurationKey.Required, "rate(ifHCInOctets)", "a family, `rate(FAMILY)` or `up`"),
        new("help", KeyShape.Text, "a sentence made of the rule", "Transit.", "the family's HELP"),
        new("per", KeyShape.Text, ConfigurationKey.None, "ifHighSpeed", "a family of the same rows to divide by"),
        new("scale", KeyShape.Number(), "1", "8", "the result is multiplied by this, which is above zero"),
        new("when", KeyShape.Texts, ConfigurationKey.None, "['ifAdminStatus == 1']", "conditions on values of the same row"),
        new("quantile", KeyShape.Number(0, 1), "required for `op: quantile`", "0.95", "which quantile"),
        new("max_groups", KeyShape.Integer(1, 1_000_000), "10000", "500", "groups there may be"),
        .. Common,
        Most with { Default = "10 of each group" },
    ]);
}
