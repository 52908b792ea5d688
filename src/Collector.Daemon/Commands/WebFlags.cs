using System.CommandLine;
using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Systemd;

namespace Collector.Daemon.Commands;

/// <summary>Where HTTP is served: <c>--listen</c> and the <c>--web.…</c> flags of snmp_exporter. They go before what a file says.</summary>
internal sealed class WebFlags
{
    private readonly Option<IPEndPoint[]> _listen = ListenOption.CreateMany("Where to serve HTTP, instead of what the file says; may be repeated");

    private readonly Option<string?> _path = new("--web.telemetry-path") { Description = "Where to serve what /metrics has", HelpName = "PATH" };

    private readonly Option<string?> _config = new("--web.config.file") { Description = "Web configuration: TLS, passwords, headers, a rate limit", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };

    private readonly Switch _systemd = new("--web.systemd-socket", "Serve HTTP on the sockets that systemd hands over");

    public IEnumerable<Option> Options => [_listen, _path, _config, .. _systemd.Options];

    /// <summary>What of it cannot be done, in words; null when all can.</summary>
    public string? Refusal(ParseResult result)
    {
        if (result.GetValue(_path) is { } path && !TelemetryPath.IsPossible(path, out var reason)) return $"--web.telemetry-path: {reason}";
        if (_systemd.IsOn(result) && SystemdSockets.Count == 0) return "--web.systemd-socket: systemd has handed over no socket (LISTEN_PID, LISTEN_FDS).";
        return null;
    }

    public CollectorOptions Apply(ParseResult result, CollectorOptions options)
    {
        if (result.GetValue(_listen) is { Length: > 0 } listen) options = options with { Listen = listen };
        if (result.GetValue(_path) is { Length: > 0 } path) options = options with { TelemetryPath = path };
        if (result.GetValue(_config) is { Length: > 0 } web) options = options with { WebConfigFile = Path.GetFullPath(web) };
        return options with { UseSystemdSockets = _systemd.IsOn(result) };
    }
}
