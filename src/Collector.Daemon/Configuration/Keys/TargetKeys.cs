using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration.Keys;

/// <summary><c>defaults</c> and <c>targets</c> of collector.yml, and what a file of targets has.</summary>
internal static class TargetKeys
{
    private static readonly KeyShape Refresh = KeyShape.Duration(TimeSpan.FromSeconds(1));

    private static readonly KeyShape LabelName = KeyShape.Matching("label name", "^[a-zA-Z_][a-zA-Z0-9_]*$");

    public static readonly ConfigurationSection Defaults = new("defaults",
    [
        new("interval", KeyShape.Duration(TimeSpan.FromMilliseconds(100)), "60s", "30s", "from one poll of a target to the next, and the time that a poll may take; `__scrape_interval__` of a target goes first"),
        new("timeout", KeyShape.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)), "5s", "2s",
            "of one packet: a request is waited for `timeout` × (1 + `retries`) in all. When it is sent again the device's own pace says ([kindness.md](kindness.md))"),
        new("retries", KeyShape.Integer(0, 100), "3", "2", "how often a request is sent again at most"),
        new("request_gap", KeyShape.Duration(TimeSpan.Zero, RequestLimits.LongestGap), "0s", "20ms", "the least time from one request to a device to the next"),
        new("requests_in_flight", KeyShape.Integer(1, RequestLimits.MostInFlight), "what is learned", "1", "the most requests that may be under way to a device"),
        new("backoff", KeyShape.Integer(1, RequestLimits.MostBackoff), "1", "10", "the most intervals from one question to the next while a device is silent"),
        new("auth", KeyShape.Text, "public_v2", "public_v1", "the name of the credentials, an auth of `snmp.yml`"),
        new("modules", KeyShape.ListOf(KeyShape.Text, least: 1), "[auto]", "[auto, bgp4_mib]", "what is read; `auto` stands for the modules of the device's profile ([profiles.md](profiles.md))"),
    ]);

    public static readonly ConfigurationSection Group = new("target groups",
    [
        new("targets", KeyShape.Texts, ConfigurationKey.None, "['192.0.2.1', 'core1.example.net', '[2001:db8::1]:1161', 'tcp://192.0.2.7']", "addresses: a host, perhaps with a port (161 by default), perhaps over TCP"),
        new("labels", KeyShape.NamesOf(KeyShape.Text, LabelName), ConfigurationKey.None, "{ site: ams1, role: edge }", "labels of every series of these targets; those that begin with `__` [steer](#labels-that-steer)"),
    ]);

    public static readonly ConfigurationSection Http = new("targets.http",
    [
        new("url", KeyShape.Text, ConfigurationKey.Required, "https://netbox.example/api/plugins/prometheus-sd/devices/", "what answers with the list"),
        new("refresh_interval", Refresh, "60s", "5m", "from one request to the next"),
        RelabelKeys.Under("relabel_configs", "rules for the targets of this list, before those of `targets`"),
    ])
    { Mixins = [HttpKeys.Client] };

    public static readonly ConfigurationSection Dns = new("targets.dns",
    [
        new("names", KeyShape.Texts, ConfigurationKey.Required, "[_snmp._udp.example.net]", "names to look up, at least one"),
        new("type", KeyShape.Word("SRV", "A", "AAAA"), "SRV", "A", "of the records; in any case"),
        new("port", KeyShape.Integer(1, ushort.MaxValue), "the protocol's", "1161", "of addresses; SRV records have one of their own"),
        new("refresh_interval", Refresh, "30s", "5m", "from one question to the next"),
        new("servers", KeyShape.Texts, "`/etc/resolv.conf`", "['192.0.2.53', '192.0.2.54:5353']", "addresses of the servers to ask"),
        RelabelKeys.Under("relabel_configs", "rules for the targets of this list, before those of `targets`"),
    ]);

    public static readonly ConfigurationSection Targets = new("targets",
    [
        new("static", KeyShape.ListOf(KeyShape.Of(Group)), ConfigurationKey.None, "[{ targets: ['192.0.2.1'], labels: { site: ams1 } }]", "groups of targets, written here"),
        new("files", KeyShape.Paths, ConfigurationKey.None, "['targets/*.yml']", "files with lists of groups, YAML or JSON, as Prometheus' `file_sd` has them; read again when they change"),
        new("http", KeyShape.ListOf(KeyShape.Of(Http)), ConfigurationKey.None, "[{ url: 'https://netbox.example/api/plugins/prometheus-sd/devices/' }]", "lists over HTTP, as Prometheus' `http_sd` ([discovery.md](discovery.md))"),
        new("dns", KeyShape.ListOf(KeyShape.Of(Dns)), ConfigurationKey.None, "[{ names: [_snmp._udp.example.net] }]", "lists from the DNS, as Prometheus' `dns_sd`"),
        RelabelKeys.Under("relabel_configs", "rules for all targets, as Prometheus has them"),
    ]);
}
