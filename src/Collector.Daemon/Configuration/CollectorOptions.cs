using System.Net;
using Collector.Daemon.Logging;
using Collector.Daemon.Otlp;
using Collector.Export.Exposition;
using Collector.Export.RemoteWrite;
using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration;

/// <summary>collector.yml as written, defaults filled in and paths resolved against its folder.</summary>
internal sealed record CollectorOptions
{
    public const int MostShards = 1000;

    /// <summary>Where HTTP is served, at least one place.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [ListenAddress.Default];

    /// <summary>Where the page of all series is.</summary>
    public string TelemetryPath { get; init; } = Configuration.TelemetryPath.Default;

    /// <summary>HTTP is served on the sockets that systemd hands over, and not at <see cref="Listen"/>.</summary>
    public bool UseSystemdSockets { get; init; }

    /// <summary>The web configuration file: who may come in, and whether by TLS; null for plain HTTP for everybody. Only at the start, what the file says at any time.</summary>
    public string? WebConfigFile { get; init; }

    /// <summary>The same as collector.yml names it; null when it does not.</summary>
    public NamedFile? WebConfigNamed { get; init; }

    /// <summary>Whether somebody wrote a collector.yml.</summary>
    public bool IsWritten { get; init; }

    /// <summary>The file says nothing at all, not even that there is nothing.</summary>
    public bool IsBlank { get; init; }

    /// <summary>What pages show.</summary>
    public ExpositionOptions Exposition { get; init; } = new();

    /// <summary>What is logged, and how; only at the start.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Where the collector's own metrics are pushed to; null for nowhere. Only at the start.</summary>
    public OtlpOptions? Otlp { get; init; }

    public TargetDefaults Defaults { get; init; } = new();

    public SnmpSettings Snmp { get; init; } = new();

    public GnmiConfiguration Gnmi { get; init; } = GnmiConfiguration.Empty;

    public TargetsSection Targets { get; init; } = new();

    /// <summary>Where series are sent to.</summary>
    public IReadOnlyList<RemoteWriteOptions> RemoteWrite { get; init; } = [];

    public IReadOnlyList<RollupRule> Rollups { get; init; } = [];

    /// <summary>Whether a change of a file is a reason to reload.</summary>
    public bool ReloadOnChange { get; init; } = true;

    /// <summary>The one place on disk; null when nothing is kept.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Scrape targets that <c>/sd</c> names, 1 to <see cref="MostShards"/>.</summary>
    public int Shards { get; init; } = 1;
}
