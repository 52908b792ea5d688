namespace Collector.Daemon.Configuration.Keys;

/// <summary>How leaves become series: <c>gnmi.mapping</c>, and what gnmic's Prometheus output says of names.</summary>
internal static class GnmiMappingKeys
{
    private static readonly ConfigurationKey[] Names =
    [
        new("metric-prefix", KeyShape.Text, ConfigurationKey.None, "net", "stands before each name"),
        new("append-subscription-name", KeyShape.Switch, "false", "true", "the subscription's name is a part of each name"),
        new("strings-as-labels", KeyShape.Switch, "false", "true", "text is shown, as a label"),
    ];

    public static readonly ConfigurationSection Rule = new("gnmi.mapping.rules",
    [
        new("path", KeyShape.Text, ConfigurationKey.Required, "counters/*", "the leaves: from the root with a slash in front, or the end of their path; `*` is one element, `...` any number"),
        new("type", KeyShape.Word("counter", "gauge", "untyped"), "by the built-in rules", "counter", "of the family"),
        new("help", KeyShape.Text, ConfigurationKey.None, "Octets received.", "its HELP"),
        new("unit", KeyShape.Text, ConfigurationKey.None, "bytes", "of the `native` names"),
        new("values", KeyShape.NamesOf(KeyShape.Number()), ConfigurationKey.None, "{ UP: 1, DOWN: 0 }", "numbers for text"),
        new("text", KeyShape.Word("info", "state-set"), ConfigurationKey.None, "info", "`info`: a series with the value 1 whose label is the text; `state-set`: one for each of `states`"),
        new("label", KeyShape.Text, ConfigurationKey.None, "description", "the label that carries the text"),
        new("states", KeyShape.Texts, ConfigurationKey.None, "[ACTIVE, INACTIVE]", "the words of a `state-set`"),
        new("ieee-float", KeyShape.Switch, "as built-in rules say", "true", "octets are floats, big-endian"),
        new("drop", KeyShape.Switch, "as built-in rules say", "true", "the leaves are not shown"),
    ]);

    public static readonly ConfigurationSection Mapping = new("gnmi.mapping",
    [
        .. Names,
        new("rules", KeyShape.ListOf(KeyShape.Of(Rule)), ConfigurationKey.None, "[{ path: counters/*, type: counter }]", "for leaves; the first that says something counts, then the built-in ones"),
        new("list-keys", KeyShape.NamesOf(KeyShape.Either(KeyShape.Text, KeyShape.Texts)), ConfigurationKey.None, "{ queue: [name] }", "keys of lists that come as JSON"),
        new("labels", KeyShape.NamesOf(KeyShape.Text), ConfigurationKey.None, "{ description: /interfaces/interface/state/description }", "leaves that are labels of their siblings"),
    ]);

    /// <summary>An output may be any of gnmic's; of those of other types no key is looked at.</summary>
    public static readonly ConfigurationSection Output = new("gnmi.outputs",
    [
        new("type", KeyShape.Text, ConfigurationKey.None, "prometheus", "of `prometheus`, how it names series; others have no effect"),
        .. Names,
    ])
    { IsOpen = true };
}
