using Collector.Gnmi.Configuration.Gnmic;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>The <c>gnmi</c> section: gnmic's keys, and ours. docs/gnmi.md is its reference.</summary>
internal static class GnmiKeys
{
    private static readonly KeyShape TlsVersion = KeyShape.Word("1.0", "1.1", "1.2", "1.3");

    public static readonly ConfigurationSection KeepAlive = new("gnmi.grpc-keepalive",
    [
        new("time", KeyShape.Duration(), ConfigurationKey.None, "300s", "from one ping to the next, 10s or more"),
        new("timeout", KeyShape.Duration(), ConfigurationKey.None, "20s", "how long an answer may take"),
        ConfigurationKey.WithoutEffect("permit-without-stream", "no effect: there is always a stream, or an attempt to have one"),
    ]);

    /// <summary>The same for one target and, as defaults, for all.</summary>
    private static readonly ConfigurationKey[] Connection =
    [
        ConfigurationKey.Secret("username", ConfigurationKey.None, "who asks"),
        ConfigurationKey.Secret("password", ConfigurationKey.None, "the password; a variable only if it begins with a dollar sign"),
        ConfigurationKey.Secret("token", ConfigurationKey.None, "sent as `Bearer`, over TLS only"),
        new("auth-scheme", KeyShape.Text, ConfigurationKey.None, "Basic", "name and password go into `authorization` under this scheme"),
        new("metadata", KeyShape.NamesOf(KeyShape.Text), ConfigurationKey.None, "{ x-site: ams1 }", "further metadata of each call"),
        new("timeout", KeyShape.Duration(), "10s", "5s", "of a connection, and of calls that are no streams"),
        new("gzip", KeyShape.Switch, "false", "true", "requests are compressed"),
        new("encoding", KeyShape.Text, "what the device can do", "proto", "`json`, `json_ietf`, `proto`, `bytes`, `ascii` or a number"),
        new("tcp-keepalive", KeyShape.Text, "the platform's", "30s", "a duration; less than zero switches it off"),
        new("insecure", KeyShape.Switch, "false", "false", "no TLS"),
        new("grpc-keepalive", KeyShape.Of(KeepAlive), ConfigurationKey.None, "{ time: 300s }", "pings of HTTP/2"),
        new("skip-verify", KeyShape.Switch, "false", "false", "take any certificate"),
        new("tls-ca", KeyShape.Path, "the system's", "server.pem", "who signs the device's certificate, PEM"),
        new("tls-cert", KeyShape.Path, ConfigurationKey.None, "server.pem", "the client's certificate, PEM; it needs its `tls-key`") { Beside = ["tls-key"] },
        new("tls-key", KeyShape.Path, ConfigurationKey.None, "server.pem", "the certificate's key, PEM") { Beside = ["tls-cert"] },
        new("tls-server-name", KeyShape.Text, "the address", "r1.example.net", "the name that the device's certificate has to have"),
        new("tls-version", TlsVersion, "the platform's", "'1.3'", "this version and no other"),
        new("tls-min-version", TlsVersion, "the platform's", "'1.2'", "the oldest version"),
        new("tls-max-version", TlsVersion, "the platform's", "'1.3'", "the newest version"),
        .. Foreign(ForeignKeys.OfConnections),
    ];

    public static readonly ConfigurationSection Target = new("gnmi.targets",
    [
        new("name", KeyShape.Text, "the key", "r1.lon", "the label `source`, and the target's instance"),
        new("address", KeyShape.Text, "the key", "r1.lon.example.net:57400", "`host`, `host:port`, `[v6]:port` or `unix:///path`; several with commas between them are tried in turn"),
        new("subscriptions", KeyShape.Texts, "all of them", "[interfaces]", "names of subscriptions"),
        new("event-tags", KeyShape.NamesOf(KeyShape.Text), ConfigurationKey.None, "{ site: lon1 }", "labels of every series"),
        new("retry-timer", KeyShape.Duration(), "10s", "30s", "the longest pause between attempts"),
        .. Connection,
        new("outputs", KeyShape.Texts, ConfigurationKey.None, "[prom]", "no effect: all series are on `/metrics`"),
        .. Foreign(ForeignKeys.OfTargets),
    ]);

    public static readonly ConfigurationSection Loader = new("gnmi.loader",
    [
        new("type", KeyShape.Word("file"), ConfigurationKey.Required, "file", "only files are read"),
        new("path", KeyShape.Path, ConfigurationKey.Required, "gnmic-targets.yml", "the file, read at the start and at each reload"),
        .. new[] { "interval", "start-delay", "enable-metrics", "debug", "on-add", "on-delete", "actions", "vars", "vars-file" }.Select(key => ConfigurationKey.WithoutEffect(key, "no effect here")),
    ]);

    public static readonly ConfigurationSection Gnmi = new("gnmi",
    [
        new("config_files", KeyShape.Paths, ConfigurationKey.None, "[gnmic.yml]", "files in gnmic's format, each a world of its own"),
        new("names", KeyShape.Word("gnmic", "native", "telegraf"), "gnmic", "native", "how series are called ([gnmi-names.md](gnmi-names.md))"),
        new("mapping", KeyShape.Of(GnmiMappingKeys.Mapping), ConfigurationKey.None, "{ strings-as-labels: true }", "how leaves become series"),
        new("subscriptions", KeyShape.NamesOf(KeyShape.Of(SubscriptionKeys.Subscription)), ConfigurationKey.None, "{ interfaces: { paths: [/interfaces/interface/state/counters] } }", "what targets are asked for"),
        new("targets", KeyShape.Either(KeyShape.NamesOf(KeyShape.Of(Target)), KeyShape.Text), ConfigurationKey.None, "{ 'r1.lon.example.net:57400': { username: noc } }", "targets by name; or addresses with spaces between them") { Beside = ["subscriptions"] },
        new("address", KeyShape.Either(KeyShape.Text, KeyShape.Texts), ConfigurationKey.None, "['192.0.2.1:57400']", "addresses in place of `targets`") { Beside = ["subscriptions"] },
        new("targets-file", KeyShape.Path, ConfigurationKey.None, "gnmic-targets.yml", "a file of targets"),
        new("loader", KeyShape.Of(Loader), ConfigurationKey.None, "{ type: file, path: gnmic-targets.yml }", "the same, as gnmic's file loader"),
        new("retry", KeyShape.Duration(), "10s", "30s", "the longest pause between attempts"),
        new("port", KeyShape.Integer(1, ushort.MaxValue), "57400", "9339", "of addresses without one"),
        new("max-msg-size", KeyShape.Integer(0, int.MaxValue), "536870912", "16777216", "bytes that one message may have"),
        .. Connection,
        new("outputs", KeyShape.NamesOf(KeyShape.Of(GnmiMappingKeys.Output)), ConfigurationKey.None, "{ prom: { type: prometheus, metric-prefix: net } }", "what the Prometheus output says of names"),
        .. Foreign(ForeignKeys.OfTheTopLevel),
    ])
    { Ignored = ForeignKeys.CommandFlags };

    /// <summary>A file of gnmic's own: the same without what is ours.</summary>
    public static readonly ConfigurationSection File = new("gnmic.yml", [.. Gnmi.Keys.Where(key => key.Name is not ("config_files" or "names" or "mapping"))]) { Ignored = ForeignKeys.CommandFlags };

    /// <summary>What <c>targets-file</c> names.</summary>
    public static readonly KeyShape TargetsFile = KeyShape.Either(KeyShape.NamesOf(KeyShape.Of(Target)), KeyShape.Text);

    private static IEnumerable<ConfigurationKey> Foreign(IEnumerable<(string Key, string Why)> keys) =>
        keys.Select(key => ConfigurationKey.WithoutEffect(key.Key, $"no effect: {key.Why}"));
}
