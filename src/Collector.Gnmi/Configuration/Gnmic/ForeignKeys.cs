namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Keys of gnmic's that have no counterpart here, and why: each is told where it is written.</summary>
public static class ForeignKeys
{
    private const string Buffers = "updates are stored as they are read, and a device that is too fast is slowed down by HTTP/2";
    private const string Windows = "the windows of HTTP/2 are fixed";
    private const string Logging = "the log is set by log in collector.yml, and by flags of collector run";
    private const string Printing = "it is about what gnmic prints";
    private const string Cluster = "there are no clusters of gnmic's kind";
    private const string Protos = "values of the type proto_bytes are not decoded";
    internal const string Processors = "gnmi.mapping.rules in collector.yml drops leaves, sets types and gives text numbers; Prometheus and remote_write can relabel";
    private const string Tunnel = "targets that dial in are not supported";
    private const string Yang = "YANG files are not needed and not read";
    private const string Extensions = "extensions other than depth and history are not sent";

    /// <summary>Beginnings of keys that stand for flags of gnmic's commands.</summary>
    public static IReadOnlyList<string> CommandFlags { get; } =
        ["capabilities-", "get-", "set-", "getset-", "subscribe-", "path-", "prompt-", "listen-", "diff-", "generate-", "tunnel-server-", "proxy-", "processor-", "version-", "collect-"];

    /// <summary>Of a target, and of the top level where they are the defaults of targets.</summary>
    public static IReadOnlyList<(string Key, string Why)> OfConnections { get; } = [("log-tls-secret", "the keys of TLS sessions are never written")];

    public static IReadOnlyList<(string Key, string Why)> OfTargets { get; } =
    [
        ("cipher-suites", "the suites of TLS are those of the platform (openssl.cnf)"),
        ("buffer-size", Buffers),
        ("tags", Cluster),
        ("proto-files", Protos),
        ("proto-dirs", Protos),
        ("proxy", "connections are direct, and this one may not come about"),
        ("tunnel-target-type", Tunnel),
        ("registered-extensions", Extensions),
        ("request-extensions", Extensions),
        ("grpc-read-buffer-size", Windows),
        ("grpc-write-buffer-size", Windows),
        ("grpc-conn-window-size", Windows),
        ("grpc-window-size", Windows),
        ("grpc-static-conn-window-size", Windows),
        ("grpc-static-stream-window-size", Windows),
    ];

    public static IReadOnlyList<(string Key, string Why)> OfTheTopLevel { get; } =
    [
        ("inputs", "series come from targets only"),
        ("processors", Processors),
        ("plugin-processors", Processors),
        ("plugin-processors-path", Processors),
        ("actions", "nothing is ever changed on a device or run on this machine"),
        ("clustering", Cluster),
        ("cluster-name", Cluster),
        ("instance-name", Cluster),
        ("gnmi-server", "what is collected is not served over gNMI"),
        ("api", "targets are shown at /api/v1/targets, and changed in files"),
        ("api-server", "targets are shown at /api/v1/targets, and changed in files"),
        ("tunnel-server", Tunnel),
        ("use-tunnel-server", Tunnel),
        ("proxy-from-env", "connections are direct"),
        ("proto-file", Protos),
        ("proto-dir", Protos),
        ("file", Yang),
        ("dir", Yang),
        ("exclude", Yang),
        ("registered-extensions", Extensions),
        ("request-extensions", Extensions),
        ("target-buffer-size", Buffers),
        ("debug", Logging),
        ("log", Logging),
        ("log-file", Logging),
        ("log-max-size", Logging),
        ("log-max-backups", Logging),
        ("log-max-age", Logging),
        ("log-compress", Logging),
        ("format", Printing),
        ("no-prefix", Printing),
        ("print-request", Printing),
        ("calculate-latency", Printing),
        ("enable-pprof", "it is for gnmic's developers"),
        ("pprof-addr", "it is for gnmic's developers"),
    ];

    public static bool IsCommandFlag(string key) => CommandFlags.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
}
