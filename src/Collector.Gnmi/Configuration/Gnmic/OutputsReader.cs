using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads <c>outputs</c>: how the Prometheus output names series is what ours do; other outputs are not there.</summary>
internal static class OutputsReader
{
    private const string Prometheus = "prometheus";
    private const string RemoteWrite = "prometheus_write";

    private const string Served = "series are at /metrics of what listen in collector.yml says, which is port 9116 by default";

    private static readonly (string Key, string Why)[] NotOfOurs =
    [
        ("export-timestamps", "metrics: { timestamps: true } in collector.yml gives samples on /metrics their time"),
        ("override-timestamps", "a device's time counts unless it cannot be right"),
        ("expiration", "a series ends when its subscription says so: deleted, not confirmed after a reconnect, or not sent for several sample intervals"),
        ("event-processors", ForeignKeys.Processors),
        ("add-target", "the label source names the target"),
        ("target-template", "the label source names the target"),
        ("service-registration", "there is no registration with Consul"),
        ("cache", "there is one store, which needs no setting"),
        ("num-workers", "each target is stored by whoever reads it"),
        ("buffer-size", "updates are stored as they are read"),
        ("timeout", "a scrape brings its own timeout"),
        ("tls", "web_config in collector.yml gives /metrics TLS and passwords"),
    ];

    public static GnmicOutputs Read(GnmicMapping keys, MappingOptions below)
    {
        if (keys.Keys.Mapping("outputs") is not { } outputs) return new GnmicOutputs(null, null);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        MappingOptions? mapping = null;
        foreach (var (key, value) in outputs.Entries())
        {
            if (keys.Source.Nodes.Mapping(value, $"output {key.Text}") is not { } written) continue;
            var output = new GnmicMapping(written, keys.Source);
            var type = output.Text("type");
            if (type?.Text is not (Prometheus or RemoteWrite))
            {
                keys.Source.Problems.Warning(type?.Position ?? key.Position, $"output {key.Text}: {(type is { } other ? $"\"{other.Text}\" is not supported" : "it has no type")}; series are on /metrics, and go where remote_write in collector.yml sends them");
                continue; // its keys are its own
            }

            shown.Add(key.Text);
            var named = ReadPrometheus(output, type.Value.Text == Prometheus, below);
            if (mapping is not null && named != mapping) keys.Source.Problems.Warning(key.Position, $"output {key.Text} names series in another way than the first one, which counts");
            mapping ??= named;
        }

        return new GnmicOutputs(shown, mapping);
    }

    private static MappingOptions ReadPrometheus(GnmicMapping output, bool isScraped, MappingOptions below)
    {
        var read = below with
        {
            MetricPrefix = output.NonEmpty("metric-prefix") ?? below.MetricPrefix,
            AppendSubscriptionName = output.Keys.Bool("append-subscription-name") ?? below.AppendSubscriptionName,
            StringsAsLabels = output.Keys.Bool("strings-as-labels") ?? below.StringsAsLabels,
        };
        foreach (var key in (string[])["name", "debug", "enable-metrics"]) output.Keys.Take(key);
        foreach (var (key, why) in NotOfOurs) output.NotSupported(key, why);
        if (!isScraped)
        {
            output.Source.WarnOnce(output.Keys.Position, $"{RemoteWrite}: names are taken from here; where series are sent is written as remote_write in collector.yml");
            output.Keys.Entries();
            return read;
        }

        output.NotSupported("listen", Served);
        if (output.Text("path") is { Text: not ("" or "/metrics") } path) output.Source.WarnOnce(path.Position, $"path is not supported: {Served}");
        output.RejectUnknown();
        return read;
    }
}
