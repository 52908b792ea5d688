using Collector.Snmp.Polling;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>The <c>snmp</c> section of collector.yml.</summary>
internal static class SnmpKeys
{
    private static readonly KeyShape Pace = KeyShape.Duration(TimeSpan.Zero, TimeSpan.FromDays(1));

    private static readonly ConfigurationKey[] PaceKeys =
    [
        new("labels", Pace, "10m", "5m", "names of rows, where the device says when they change; `0s` reads them in every poll"),
        new("constants", Pace, "10m", "30m", "what only changes with its row"),
        new("columns", KeyShape.NamesOf(Pace), ConfigurationKey.None, "{ ifAlias: 2m }", "single columns, by the name of a metric or of a looked-up label, or by OID"),
    ];

    public static readonly ConfigurationSection ModulePaces = new("snmp.paces.modules", [.. PaceKeys.Select(key => key with { Default = key.Name == "columns" ? key.Default : "as for all" })]);

    public static readonly ConfigurationSection Paces = new("snmp.paces",
    [
        .. PaceKeys,
        new("modules", KeyShape.NamesOf(KeyShape.Either(KeyShape.Of(ModulePaces), KeyShape.Word("off"))), ConfigurationKey.None, "{ if_mib: { labels: 5m } }", "the same for single modules; `off` reads all of one in every poll"),
    ]);

    public static readonly ConfigurationSection AllowedTargets = new("snmp.allowed_targets",
    [
        new("networks", KeyShape.Texts, ConfigurationKey.Required, "['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']", "networks and addresses that may be asked"),
        new("auths", KeyShape.Texts, "any of them", "[public_v2]", "the credentials that they may be asked with"),
    ]);

    private static readonly KeyShape Packing = KeyShape.Word("columns", "off");

    public static readonly ConfigurationSection Snmp = new("snmp",
    [
        new("config_files", KeyShape.Paths, ConfigurationKey.None, "[snmp.yml]", "your auths and modules, in snmp_exporter's format, on top of the built-in ones ([modules.md](modules.md)); patterns such as `snmp/*.yml` as well"),
        new("profiles", KeyShape.Paths, ConfigurationKey.None, "[profiles]", "folders with [profile files](#profile-files)"),
        new("allowed_targets", KeyShape.Either(KeyShape.Word("configured", "any"), KeyShape.ListOf(KeyShape.Either(KeyShape.Of(AllowedTargets), KeyShape.Text))), "configured", "[configured, '10.0.0.0/8', { networks: ['192.0.2.7'], auths: [public_v2] }]", "who may be asked on demand ([security.md](security.md)); an empty list allows nobody"),
        new("lanes", KeyShape.Integer(1, SnmpSettings.MostLanes), "one a core, at most 8", "4", "threads that poll; each has its own socket and its share of the targets. Needs a restart"),
        new("source_address", KeyShape.Text, "the routing table's", "192.0.2.200", "the address that requests come from. Needs a restart"),
        new("receive_buffer", KeyShape.Integer(4096, 1 << 30), "as much as the kernel gives", "4194304", "bytes to ask the kernel for, of each socket. Needs a restart"),
        new("requests_in_flight", KeyShape.Integer(1, 1_000_000), "what the receive buffers hold", "500", "the most requests under way, of all devices together. Needs a restart"),
        new("paces", KeyShape.Either(KeyShape.Of(Paces), KeyShape.Word("off")), "as that page says", "{ labels: 5m }", "what need not be read in every poll ([paces.md](paces.md)); `off` reads everything each time"),
        new("packing", KeyShape.Either(Packing, KeyShape.NamesOf(Packing)), "columns", "{ if_mib: off }", "whether columns are asked for side by side, for all modules or for single ones ([kindness.md](kindness.md))"),
        new("reply_octets", KeyShape.Integer(PollEngineOptions.LeastReplyOctets, PollEngineOptions.LargestReplyOctets), "1472, what a frame of Ethernet carries", "4096", "the longest reply that is asked for, in octets; more comes in fragments. Needs a restart"),
    ]);
}
