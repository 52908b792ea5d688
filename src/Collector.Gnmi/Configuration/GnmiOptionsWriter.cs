using Collector.Gnmi.Configuration.Gnmic;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration;

/// <summary>Writes what is in force as the <c>gnmi</c> section, by name: what <c>/config</c> shows of it.</summary>
/// <remarks>A key that has its default is left out; what files of gnmic's said stands beside what the section said. Reading the result again means the same, but for secrets that are masked.</remarks>
public sealed class GnmiOptionsWriter
{
    private static readonly GnmiTargetOptions BuiltIn = GnmiOptions.Empty.Defaults;

    private readonly YamlWriter _yaml;
    private readonly bool _showsSecrets;

    private GnmiOptionsWriter(YamlWriter yaml, bool showsSecrets) => (_yaml, _showsSecrets) = (yaml, showsSecrets);

    /// <summary>With secrets masked.</summary>
    public static void Write(GnmiOptions options, YamlWriter yaml) => new GnmiOptionsWriter(yaml, showsSecrets: false).Write(options);

    /// <summary>For who makes a configuration, and for nothing that is shown.</summary>
    public static void WriteWithSecrets(GnmiOptions options, YamlWriter yaml) => new GnmiOptionsWriter(yaml, showsSecrets: true).Write(options);

    private void Write(GnmiOptions options)
    {
        if (ReferenceEquals(options, GnmiOptions.Empty)) return;
        _yaml.Mapping("gnmi", () =>
        {
            _yaml.Value("names", ModeWords.Of(options.Mapping.Names));
            WriteDefaults(options.Defaults);
            MappingOptionsWriter.Write(options.Mapping, _yaml);
            if (options.Subscriptions.Count > 0) _yaml.Mapping("subscriptions", () => WriteAll(options.Subscriptions, WriteSubscription));
            if (options.Targets.Count > 0) _yaml.Mapping("targets", () => WriteAll(options.Targets, target => WriteTarget(target, options.Defaults)));
        });
    }

    private void WriteAll<T>(IReadOnlyDictionary<string, T> all, Action<T> write)
    {
        foreach (var (name, one) in all.OrderBy(entry => entry.Key, StringComparer.Ordinal)) _yaml.Mapping(name, () => write(one));
    }

    private void WriteDefaults(GnmiTargetOptions defaults)
    {
        if (defaults.Port != BuiltIn.Port) _yaml.Value("port", defaults.Port);
        if (defaults.MaxMessageSize != BuiltIn.MaxMessageSize) _yaml.Value("max-msg-size", defaults.MaxMessageSize);
        WriteConnection(defaults, BuiltIn, retry: "retry");
    }

    private void WriteTarget(GnmiTargetOptions target, GnmiTargetOptions defaults)
    {
        _yaml.Value("address", string.Join(',', target.Addresses));
        WriteConnection(target, defaults, retry: "retry-timer");
        _yaml.ListIfAny("subscriptions", [.. target.Subscriptions ?? []]);
        if (target.EventTags.Count == 0) return;
        _yaml.Mapping("event-tags", () =>
        {
            foreach (var (name, value) in target.EventTags) _yaml.Value(name, value);
        });
    }

    private void WriteConnection(GnmiTargetOptions one, GnmiTargetOptions below, string retry)
    {
        WriteSecret("username", one.Username, below.Username);
        WriteSecret("password", one.Password, below.Password);
        WriteSecret("token", one.Token, below.Token);
        if (one.UsernameSource != below.UsernameSource) one.UsernameSource?.Write(_yaml, "username");
        if (one.PasswordSource != below.PasswordSource) one.PasswordSource?.Write(_yaml, "password");
        if (one.TokenSource != below.TokenSource) one.TokenSource?.Write(_yaml, "token");
        if (one.AuthScheme != below.AuthScheme) _yaml.Value("auth-scheme", one.AuthScheme ?? "");
        if (one.Timeout != below.Timeout) _yaml.Value("timeout", one.Timeout);
        if (one.RetryTimer != below.RetryTimer) _yaml.Value(retry, one.RetryTimer);
        if (one.Encoding is { } encoding && encoding != below.Encoding) _yaml.Value("encoding", EncodingText.Format(encoding));
        if (one.Gzip != below.Gzip) _yaml.Value("gzip", one.Gzip);
        if (one.Insecure != below.Insecure) _yaml.Value("insecure", one.Insecure);
        WriteTls(one.Tls, below.Tls);
        if (one.TcpKeepAlive is { } keepAlive && keepAlive != below.TcpKeepAlive) _yaml.Value("tcp-keepalive", keepAlive);
        if (one.KeepAlivePingDelay is { } delay && delay != below.KeepAlivePingDelay) _yaml.Mapping("grpc-keepalive", () => WritePings(one));
        if (one.Metadata.Count > 0) _yaml.Mapping("metadata", () => WriteMetadata(one.Metadata));
    }

    private void WritePings(GnmiTargetOptions one)
    {
        if (one.KeepAlivePingDelay is { } delay) _yaml.Value("time", delay);
        if (one.KeepAlivePingTimeout is { } timeout) _yaml.Value("timeout", timeout);
    }

    private void WriteMetadata(IReadOnlyList<KeyValuePair<string, Secret>> metadata)
    {
        foreach (var (name, value) in metadata)
        {
            if (value.IsEmpty) _yaml.Value(name, "");
            else WriteSecret(name, value);
        }
    }

    /// <summary>The mask, or an empty text where there is none although there is one by default.</summary>
    private void WriteSecret(string key, Secret? one, Secret? below)
    {
        if (Equals(one, below)) return;
        if (one is null) _yaml.Value(key, "");
        else WriteSecret(key, one);
    }

    private void WriteSecret(string key, Secret value)
    {
        if (_showsSecrets) _yaml.Value(key, value.Reveal());
        else _yaml.Value(key, value);
    }

    private void WriteTls(TlsOptions one, TlsOptions below)
    {
        if (one.SkipVerify != below.SkipVerify) _yaml.Value("skip-verify", one.SkipVerify);
        if (one.CaFile is { } ca && ca != below.CaFile) _yaml.Value("tls-ca", ca);
        if (one.CertificateFile is { } certificate && certificate != below.CertificateFile) _yaml.Value("tls-cert", certificate);
        if (one.KeyFile is { } file && file != below.KeyFile) _yaml.Value("tls-key", file);
        if (one.ServerName is { } name && name != below.ServerName) _yaml.Value("tls-server-name", name);
        if (one.Versions == below.Versions || TlsReader.Words(one.Versions) is not { Count: > 0 } versions) return;
        _yaml.Value("tls-min-version", versions[0]);
        _yaml.Value("tls-max-version", versions[^1]);
    }

    private void WriteSubscription(SubscriptionOptions subscription)
    {
        if (subscription.Prefix is { } prefix) _yaml.Value("prefix", prefix.ToString());
        if (subscription.Target is { } target) _yaml.Value("target", target);
        if (subscription.SetTarget) _yaml.Value("set-target", true);
        _yaml.Value("mode", ModeWords.Of(subscription.Mode));
        if (subscription.Encoding is { } encoding) _yaml.Value("encoding", EncodingText.Format(encoding));
        if (subscription.UpdatesOnly) _yaml.Value("updates-only", true);
        if (subscription.Qos is { } qos) _yaml.Value("qos", qos);
        _yaml.ListIfAny("models", [.. subscription.Models]);
        if (subscription.Depth > 0) _yaml.Value("depth", subscription.Depth);
        if (subscription.History is { } history) _yaml.Mapping("history", () => WriteHistory(history));
        if (subscription.Paths.Count == 1) WritePaths(subscription.Paths[0], subscription.Mode);
        else _yaml.Items("stream-subscriptions", [.. subscription.Paths], part => WritePaths(part, SubscriptionListMode.Stream));
    }

    private void WriteHistory(HistoryOptions history)
    {
        if (history.SnapshotNs is { } snapshot) _yaml.Value("snapshot", snapshot);
        if (history.StartNs is { } start) _yaml.Value("start", start);
        if (history.EndNs is { } end) _yaml.Value("end", end);
    }

    private void WritePaths(SubscribedPaths part, SubscriptionListMode mode)
    {
        _yaml.List("paths", part.Paths.Select(path => path.ToString()));
        if (mode != SubscriptionListMode.Stream) return;
        _yaml.Value("stream-mode", ModeWords.Of(part.Mode));
        if (part.SampleInterval > TimeSpan.Zero) _yaml.Value("sample-interval", part.SampleInterval);
        if (part.HeartbeatInterval > TimeSpan.Zero) _yaml.Value("heartbeat-interval", part.HeartbeatInterval);
        if (part.SuppressRedundant) _yaml.Value("suppress-redundant", true);
    }
}
