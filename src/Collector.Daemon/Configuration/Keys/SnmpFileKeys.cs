using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>Files in snmp_exporter's format, in its present form and in that of 0.22 and before.</summary>
internal static class SnmpFileKeys
{
    /// <summary>Of an object, without a dot in front.</summary>
    public static readonly KeyShape Oid = KeyShape.Matching("OID", @"^0*[0-2](\.[0-9]+)+$");

    private static readonly KeyShape MetricName = KeyShape.Matching("metric name", "^[a-zA-Z_:][a-zA-Z0-9_:]*$");
    private static readonly KeyShape LabelName = KeyShape.Matching("label name", "^([a-zA-Z]|_(?!_))[a-zA-Z0-9_]*$");
    private static readonly KeyShape Code = KeyShape.Matching("whole number", "^[-+]?[0-9][0-9a-zA-Z_]*$");

    private static readonly ConfigurationKey LabelKey = new("labelname", LabelName, ConfigurationKey.Required, "ifIndex", "the label that it becomes");

    private static readonly ConfigurationKey Names =
        new("enum_values", KeyShape.NamesOf(KeyShape.Text, Code), ConfigurationKey.None, "{ 1: up, 2: down }", "names of codes, for the types `EnumAsInfo` and `EnumAsStateSet` and for `Bits`");

    private static readonly ConfigurationKey Hint = new("display_hint", KeyShape.Text, ConfigurationKey.None, "'1x:'", "how an `OctetString` is written, as in RFC 2579");

    private static readonly ConfigurationKey Version = new("version", KeyShape.Integer(1, 3), "2", "3", "of SNMP");

    private static readonly ConfigurationKey[] AuthKeys =
    [
        ConfigurationKey.Secret("community", "public", "of versions 1 and 2"),
        new("context_name", KeyShape.Text, ConfigurationKey.None, "vlan-7", "the context of version 3"),
        new("username", KeyShape.Text, ConfigurationKey.None, "noc", "the user of version 3, 32 octets at most"),
        new("security_level", KeyShape.Word(SnmpWords.SecurityLevels.Keys), "noAuthNoPriv", "authPriv", "what protects messages of version 3"),
        ConfigurationKey.Secret("password", ConfigurationKey.None, "of the user; agents want 8 characters or more"),
        new("auth_protocol", KeyShape.Word(SnmpWords.AuthProtocols.Keys), "MD5", "SHA256", "the hash that signs messages"),
        ConfigurationKey.Secret("priv_password", ConfigurationKey.None, "for the cipher"),
        new("priv_protocol", KeyShape.Word(SnmpWords.PrivProtocols.Keys), "DES", "AES", "the cipher of messages"),
    ];

    public static readonly ConfigurationSection Auth = new("auths", [Version, .. AuthKeys]);

    public static readonly ConfigurationSection Index = new("modules.metrics.indexes",
    [
        LabelKey with { Description = "the label that this part of a row's OID becomes" },
        new("type", KeyShape.Word(SnmpWords.IndexTypes.Keys), ConfigurationKey.Required, "gauge", "how many numbers it takes, and how they are written"),
        new("fixed_size", KeyShape.Integer(0, Collector.Snmp.Ber.Oid.MaxSubIds), "0", "6", "octets of a text that says no length itself; 0 for one that does"),
        new("implied", KeyShape.Switch, "false", "true", "a text that goes to the end of the OID"),
        Names,
    ]);

    public static readonly ConfigurationSection Lookup = new("modules.metrics.lookups",
    [
        new("labels", KeyShape.Texts, ConfigurationKey.None, "[ifIndex]", "labels whose values find the row; without any, `labelname` is taken away") { Beside = ["oid", "type"] },
        LabelKey with { Example = "ifName", Description = "the label that the value becomes, or that is taken away" },
        new("oid", Oid, "required with `labels`", "1.3.6.1.2.1.31.1.1.1.1", "the column that has the value"),
        new("type", KeyShape.Word(SnmpWords.LookupTypes.Keys), "required with `labels`", "DisplayString", "how the value is written"),
        Hint,
        Names,
    ]);

    public static readonly ConfigurationSection RegexExtract = new("modules.metrics.regex_extracts",
    [
        new("regex", KeyShape.Text, ConfigurationKey.None, "'([0-9]+) C'", "an expression in RE2's syntax that the whole text has to match; the first that does counts"),
        new("value", KeyShape.Text, "$1", "'$1'", "the number, made of groups"),
    ]);

    public static readonly ConfigurationSection ScaleFrom = new("modules.metrics.scale_from",
    [
        new("scale", Oid, ConfigurationKey.Required, "1.3.6.1.2.1.99.1.1.1.2", "the column with EntitySensorDataScale"),
        new("precision", Oid, ConfigurationKey.Required, "1.3.6.1.2.1.99.1.1.1.3", "the column with decimal places"),
    ]);

    public static readonly ConfigurationSection Metric = new("modules.metrics",
    [
        new("name", MetricName, ConfigurationKey.Required, "ifHCInOctets", "of the family"),
        new("oid", Oid, ConfigurationKey.Required, "1.3.6.1.2.1.31.1.1.1.6", "a column, or an object without its `.0`"),
        new("type", KeyShape.Word(SnmpWords.MetricTypes.Keys), ConfigurationKey.Required, "gauge", "how values become samples"),
        new("help", KeyShape.Text, ConfigurationKey.None, "Octets received.", "its HELP"),
        new("indexes", KeyShape.ListOf(KeyShape.Of(Index)), ConfigurationKey.None, "[{ labelname: ifIndex, type: gauge }]", "how a row's OID becomes labels, from the left"),
        new("lookups", KeyShape.ListOf(KeyShape.Of(Lookup)), ConfigurationKey.None, "[{ labels: [ifIndex], labelname: ifName, oid: 1.3.6.1.2.1.31.1.1.1.1, type: DisplayString }]", "labels from other columns, in this order"),
        new("regex_extracts", KeyShape.NamesOf(KeyShape.ListOf(KeyShape.Of(RegexExtract)), KeyShape.Matching("name ending", "^[a-zA-Z0-9_:]*$")), ConfigurationKey.None, "{ Celsius: [{ regex: '([0-9]+) C' }] }", "numbers out of text, by what ends the metric's name"),
        new("datetime_pattern", KeyShape.Text, ConfigurationKey.None, "'%Y-%m-%d'", "for the type `ParseDateAndTime`, as strptime has it"),
        Names,
        new("offset", KeyShape.Number(), "0", "-273.15", "is added, after `scale`"),
        new("scale", KeyShape.Number(), "as it is", "0.1", "what the value is multiplied by"),
        new("scale_from", KeyShape.Of(ScaleFrom), ConfigurationKey.None, "{ scale: 1.3.6.1.2.1.99.1.1.1.2, precision: 1.3.6.1.2.1.99.1.1.1.3 }", "columns that say how each row's value is written ([modules.md](modules.md)); ours, and not snmp_exporter's"),
        Hint,
    ]);

    public static readonly ConfigurationSection Filter = new("modules.filters",
    [
        new("oid", Oid, ConfigurationKey.Required, "1.3.6.1.2.1.2.2.1.7", "the column that decides"),
        new("targets", KeyShape.ListOf(Oid), ConfigurationKey.None, "[1.3.6.1.2.1.2.2.1.10]", "columns that are read for those rows only"),
        new("values", KeyShape.Texts, ConfigurationKey.None, "['1']", "expressions in RE2's syntax; one of them is found in the value"),
    ]);

    public static readonly ConfigurationSection Module = new("modules",
    [
        new("walk", KeyShape.ListOf(Oid), ConfigurationKey.None, "[1.3.6.1.2.1.31.1.1]", "subtrees that are read"),
        new("get", KeyShape.ListOf(Oid), ConfigurationKey.None, "[1.3.6.1.2.1.1.3.0]", "instances that are read"),
        new("metrics", KeyShape.ListOf(KeyShape.Of(Metric)), ConfigurationKey.Required, "[{ name: ifHCInOctets, oid: 1.3.6.1.2.1.31.1.1.1.6, type: counter }]", "what becomes of them"),
        new("filters", KeyShape.ListOf(KeyShape.Of(Filter)), ConfigurationKey.None, "[{ oid: 1.3.6.1.2.1.2.2.1.7, targets: [1.3.6.1.2.1.2.2.1.10], values: ['1'] }]", "which rows are read"),
        new("max_repetitions", KeyShape.Integer(0, int.MaxValue), "25", "50", "rows that one request asks for at most"),
        new("retries", KeyShape.Integer(0, 100), "as `defaults` says", "3", "how often a request is sent again at most"),
        new("timeout", KeyShape.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)), "as `defaults` says", "5s", "of one packet"),
        new("use_unconnected_udp_socket", KeyShape.Switch, "false", "true", "replies count from whatever address they come"),
        new("allow_nonincreasing_oids", KeyShape.Switch, "false", "true", "a walk goes on although names do not increase"),
    ]);

    public static readonly ConfigurationSection File = new("snmp.yml",
    [
        new("auths", KeyShape.NamesOf(KeyShape.Of(Auth)), ConfigurationKey.None, "{ backbone: { version: 2, community: s3cret } }", "credentials by name"),
        new("modules", KeyShape.NamesOf(KeyShape.Of(Module)), ConfigurationKey.None, "{ uptime: { get: [1.3.6.1.2.1.1.3.0], metrics: [{ name: sysUpTime, oid: 1.3.6.1.2.1.1.3, type: gauge }] } }", "what devices are asked for, by name"),
        new("version", KeyShape.Integer(), ConfigurationKey.None, "2", "no effect: of the generator's format"),
    ]);

    public static readonly ConfigurationSection OlderAuth = new("auth of 0.22", AuthKeys);

    public static readonly ConfigurationSection OlderModule = new("modules of 0.22",
    [
        Version,
        new("auth", KeyShape.Of(OlderAuth), ConfigurationKey.None, "{ community: s3cret }", "credentials; their name is the module's"),
    ])
    { Mixins = [Module] };
}
