using Collector.Daemon.Logging;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>The top level of collector.yml, and the files whose keys are declared.</summary>
internal static class CollectorKeys
{
    public static readonly ConfigurationSection Metrics = new("metrics",
    [
        new("up", KeyShape.Switch, "true", "false", "`up` of each target, on pages without selectors"),
        new("gnmic_names", KeyShape.Switch, "true", "false", "what is known of streams, under gnmic's names as well"),
        new("timestamps", KeyShape.Switch, "false", "true", "samples have the time of their reply ([poll-time-and-scrape-time.md](poll-time-and-scrape-time.md))"),
    ]);

    public static readonly ConfigurationSection Log = new("log",
    [
        new("level", KeyShape.Word(LogOptionsReader.Levels.Keys), "info", "warn", "the least important lines that are written; `--log.level` goes first"),
        new("format", KeyShape.Word("text", "logfmt", "json"), "text", "json", "of a line; `--log.format` goes first"),
        new("lines_per_minute", KeyShape.Integer(0, LogSettings.MostLines), "60", "100", "lines of one kind in a minute; the others are counted and summed up at its end. 0 for no limit"),
        new("repeats_per_minute", KeyShape.Integer(0, LogSettings.MostLines), "10", "5", "lines of one kind about one target, endpoint or file in a minute. 0 for no limit"),
    ]);

    public static readonly ConfigurationSection Otlp = new("otlp",
    [
        new("endpoint", KeyShape.Text, ConfigurationKey.Required, "http://otel-collector:4317", "who takes the metrics; with `http/protobuf` and no path at `/v1/metrics`"),
        new("protocol", KeyShape.Word("grpc", "http/protobuf"), "grpc", "http/protobuf", "how it is spoken with"),
        new("interval", KeyShape.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "60s", "15s", "from one push to the next"),
        new("timeout", KeyShape.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)), "10s", "5s", "the longest that one may take"),
        ConfigurationKey.Secret("authorization", ConfigurationKey.None, "the header of that name"),
        new("headers", KeyShape.NamesOf(KeyShape.Text), ConfigurationKey.None, "{ X-Scope-OrgID: network }", "other headers; their values are never shown"),
    ]);

    public static readonly ConfigurationSection Collector = new("collector.yml",
    [
        new("listen", KeyShape.Either(KeyShape.Text, KeyShape.Texts), "0.0.0.0:9116", "127.0.0.1:9116", "an address and a port, or a list of them: where HTTP is served. Needs a restart"),
        new("web_config", KeyShape.Path, "plain HTTP", "web.yml", "the [file](#webyml) that says who may come in, and by TLS ([web.md](web.md)). Its name needs a restart, its content does not"),
        new("data_dir", KeyShape.Path, "nothing is kept", "data", "the one folder where the collector keeps anything: lists of targets, and what waits for a receiver. Needs a restart"),
        new("reload_on_change", KeyShape.Switch, "true", "false", "a change of a file is a reason to reload ([reload.md](reload.md))"),
        new("shards", KeyShape.Integer(1, CollectorOptions.MostShards), "1", "4", "scrape targets that `/sd` names, each with an equal part of the devices"),
        new("metrics", KeyShape.Of(Metrics), ConfigurationKey.None, "{ timestamps: true }", "what pages show. Needs a restart"),
        new("log", KeyShape.Of(Log), ConfigurationKey.None, "{ format: json }", "what is logged, and how ([logs.md](logs.md)). Needs a restart"),
        new("otlp", KeyShape.Of(Otlp), ConfigurationKey.None, "{ endpoint: 'http://otel-collector:4317' }", "where the collector's own metrics are pushed ([otlp.md](otlp.md)). Needs a restart"),
        new("defaults", KeyShape.Of(TargetKeys.Defaults), ConfigurationKey.None, "{ interval: 30s }", "what holds for targets that do not say otherwise"),
        new("snmp", KeyShape.Of(SnmpKeys.Snmp), ConfigurationKey.None, "{ config_files: [snmp.yml] }", "how devices are polled"),
        new("gnmi", KeyShape.Of(GnmiKeys.Gnmi), ConfigurationKey.None, "{ config_files: [gnmic.yml] }", "devices that stream; its keys are on [a page of their own](gnmi.md)"),
        new("targets", KeyShape.Of(TargetKeys.Targets), ConfigurationKey.None, "{ files: ['targets/*.yml'] }", "where targets come from"),
        new("remote_write", KeyShape.ListOf(KeyShape.Of(RemoteWriteKeys.Endpoint)), ConfigurationKey.None, "[{ url: 'http://prometheus.example:9090/api/v1/write' }]", "where series are sent ([remote-write.md](remote-write.md))"),
        new("rollups", KeyShape.ListOf(KeyShape.Either(KeyShape.Of(RollupKeys.Preset), KeyShape.Of(RollupKeys.Rule))), ConfigurationKey.None, "[{ preset: traffic }]", "sums that people alert on ([rollups.md](rollups.md))"),
    ]);

    /// <summary>What files have at their top, by the word that <c>check --schema</c> knows them by.</summary>
    public static readonly IReadOnlyDictionary<string, KeyShape> Files = new Dictionary<string, KeyShape>(StringComparer.Ordinal)
    {
        ["collector"] = KeyShape.Of(Collector),
        ["targets"] = KeyShape.ListOf(KeyShape.Of(TargetKeys.Group)),
        ["web"] = KeyShape.Of(WebKeys.Web),
        ["snmp"] = KeyShape.PresentOrOlder(KeyShape.Of(SnmpFileKeys.File), KeyShape.NamesOf(KeyShape.Of(SnmpFileKeys.OlderModule)), "metrics"),
        ["profiles"] = KeyShape.Of(ProfileKeys.File),
        ["gnmic"] = KeyShape.Of(GnmiKeys.File),
        ["gnmic-targets"] = GnmiKeys.TargetsFile,
    };

    /// <summary>All sections of all files.</summary>
    public static IEnumerable<ConfigurationSection> Sections => Files.Values.SelectMany(file => file.Sections()).Distinct();
}
