using Collector.Gnmi.Configuration.Gnmic;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration;

/// <summary>Writes what is in force as the <c>gnmi</c> section, by name and with secrets masked: what <c>/config</c> shows of it.</summary>
/// <remarks>A key that has its default is left out; what files of gnmic's said stands beside what the section said. Reading the result again means the same, but for secrets.</remarks>
public static class GnmiOptionsWriter
{
    private static readonly GnmiTargetOptions BuiltIn = GnmiOptions.Empty.Defaults;

    public static void Write(GnmiOptions options, YamlWriter yaml)
    {
        if (ReferenceEquals(options, GnmiOptions.Empty)) return;
        yaml.Mapping("gnmi", () =>
        {
            yaml.Value("names", ModeWords.Of(options.Mapping.Names));
            WriteDefaults(options.Defaults, yaml);
            WriteOutput(options.Mapping, yaml);
            if (options.Subscriptions.Count > 0) yaml.Mapping("subscriptions", () => WriteAll(options.Subscriptions, yaml, WriteSubscription));
            if (options.Targets.Count > 0) yaml.Mapping("targets", () => WriteAll(options.Targets, yaml, (target, _) => WriteTarget(target, options.Defaults, yaml)));
        });
    }

    private static void WriteAll<T>(IReadOnlyDictionary<string, T> all, YamlWriter yaml, Action<T, YamlWriter> write)
    {
        foreach (var (name, one) in all.OrderBy(entry => entry.Key, StringComparer.Ordinal)) yaml.Mapping(name, () => write(one, yaml));
    }

    private static void WriteOutput(MappingOptions mapping, YamlWriter yaml)
    {
        if (mapping is { MetricPrefix: "", AppendSubscriptionName: false, StringsAsLabels: false }) return;
        yaml.Mapping("outputs", () => yaml.Mapping("prometheus", () =>
        {
            yaml.Value("type", "prometheus");
            yaml.ValueIfAny("metric-prefix", mapping.MetricPrefix);
            if (mapping.AppendSubscriptionName) yaml.Value("append-subscription-name", true);
            if (mapping.StringsAsLabels) yaml.Value("strings-as-labels", true);
        }));
    }

    private static void WriteDefaults(GnmiTargetOptions defaults, YamlWriter yaml)
    {
        if (defaults.Port != BuiltIn.Port) yaml.Value("port", defaults.Port);
        if (defaults.MaxMessageSize != BuiltIn.MaxMessageSize) yaml.Value("max-msg-size", defaults.MaxMessageSize);
        WriteConnection(defaults, BuiltIn, yaml, retry: "retry");
    }

    private static void WriteTarget(GnmiTargetOptions target, GnmiTargetOptions defaults, YamlWriter yaml)
    {
        yaml.Value("address", string.Join(',', target.Addresses));
        WriteConnection(target, defaults, yaml, retry: "retry-timer");
        yaml.ListIfAny("subscriptions", [.. target.Subscriptions ?? []]);
        if (target.EventTags.Count == 0) return;
        yaml.Mapping("event-tags", () =>
        {
            foreach (var (name, value) in target.EventTags) yaml.Value(name, value);
        });
    }

    private static void WriteConnection(GnmiTargetOptions one, GnmiTargetOptions below, YamlWriter yaml, string retry)
    {
        WriteSecret("username", one.Username, below.Username, yaml);
        WriteSecret("password", one.Password, below.Password, yaml);
        WriteSecret("token", one.Token, below.Token, yaml);
        if (one.AuthScheme != below.AuthScheme) yaml.Value("auth-scheme", one.AuthScheme ?? "");
        if (one.Timeout != below.Timeout) yaml.Value("timeout", one.Timeout);
        if (one.RetryTimer != below.RetryTimer) yaml.Value(retry, one.RetryTimer);
        if (one.Encoding is { } encoding && encoding != below.Encoding) yaml.Value("encoding", EncodingText.Format(encoding));
        if (one.Gzip != below.Gzip) yaml.Value("gzip", one.Gzip);
        if (one.Insecure != below.Insecure) yaml.Value("insecure", one.Insecure);
        WriteTls(one.Tls, below.Tls, yaml);
        if (one.TcpKeepAlive is { } keepAlive && keepAlive != below.TcpKeepAlive) yaml.Value("tcp-keepalive", keepAlive);
        if (one.KeepAlivePingDelay is { } delay && delay != below.KeepAlivePingDelay) yaml.Mapping("grpc-keepalive", () => WritePings(one, yaml));
        if (one.Metadata.Count > 0) yaml.Mapping("metadata", () => WriteMetadata(one.Metadata, yaml));
    }

    private static void WritePings(GnmiTargetOptions one, YamlWriter yaml)
    {
        if (one.KeepAlivePingDelay is { } delay) yaml.Value("time", delay);
        if (one.KeepAlivePingTimeout is { } timeout) yaml.Value("timeout", timeout);
    }

    private static void WriteMetadata(IReadOnlyList<KeyValuePair<string, Secret>> metadata, YamlWriter yaml)
    {
        foreach (var (name, value) in metadata)
        {
            if (value.IsEmpty) yaml.Value(name, "");
            else yaml.Value(name, value);
        }
    }

    /// <summary>The mask, or an empty text where there is none although there is one by default.</summary>
    private static void WriteSecret(string key, Secret? one, Secret? below, YamlWriter yaml)
    {
        if (Equals(one, below)) return;
        if (one is null) yaml.Value(key, "");
        else yaml.Value(key, one);
    }

    private static void WriteTls(TlsOptions one, TlsOptions below, YamlWriter yaml)
    {
        if (one.SkipVerify != below.SkipVerify) yaml.Value("skip-verify", one.SkipVerify);
        if (one.CaFile is { } ca && ca != below.CaFile) yaml.Value("tls-ca", ca);
        if (one.CertificateFile is { } certificate && certificate != below.CertificateFile) yaml.Value("tls-cert", certificate);
        if (one.KeyFile is { } file && file != below.KeyFile) yaml.Value("tls-key", file);
        if (one.ServerName is { } name && name != below.ServerName) yaml.Value("tls-server-name", name);
        if (one.Versions == below.Versions || TlsReader.Words(one.Versions) is not { Count: > 0 } versions) return;
        yaml.Value("tls-min-version", versions[0]);
        yaml.Value("tls-max-version", versions[^1]);
    }

    private static void WriteSubscription(SubscriptionOptions subscription, YamlWriter yaml)
    {
        if (subscription.Prefix is { } prefix) yaml.Value("prefix", prefix.ToString());
        if (subscription.Target is { } target) yaml.Value("target", target);
        if (subscription.SetTarget) yaml.Value("set-target", true);
        yaml.Value("mode", ModeWords.Of(subscription.Mode));
        if (subscription.Encoding is { } encoding) yaml.Value("encoding", EncodingText.Format(encoding));
        if (subscription.UpdatesOnly) yaml.Value("updates-only", true);
        if (subscription.Qos is { } qos) yaml.Value("qos", qos);
        yaml.ListIfAny("models", [.. subscription.Models]);
        if (subscription.Depth > 0) yaml.Value("depth", subscription.Depth);
        if (subscription.History is { } history) yaml.Mapping("history", () => WriteHistory(history, yaml));
        if (subscription.Paths.Count == 1) WritePaths(subscription.Paths[0], subscription.Mode, yaml);
        else yaml.Items("stream-subscriptions", [.. subscription.Paths], part => WritePaths(part, SubscriptionListMode.Stream, yaml));
    }

    private static void WriteHistory(HistoryOptions history, YamlWriter yaml)
    {
        if (history.SnapshotNs is { } snapshot) yaml.Value("snapshot", snapshot);
        if (history.StartNs is { } start) yaml.Value("start", start);
        if (history.EndNs is { } end) yaml.Value("end", end);
    }

    private static void WritePaths(SubscribedPaths part, SubscriptionListMode mode, YamlWriter yaml)
    {
        yaml.List("paths", part.Paths.Select(path => path.ToString()));
        if (mode != SubscriptionListMode.Stream) return;
        yaml.Value("stream-mode", ModeWords.Of(part.Mode));
        if (part.SampleInterval > TimeSpan.Zero) yaml.Value("sample-interval", part.SampleInterval);
        if (part.HeartbeatInterval > TimeSpan.Zero) yaml.Value("heartbeat-interval", part.HeartbeatInterval);
        if (part.SuppressRedundant) yaml.Value("suppress-redundant", true);
    }
}
