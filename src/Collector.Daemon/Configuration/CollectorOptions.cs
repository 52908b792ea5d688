using System.Net;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration;

/// <summary>collector.yml as written, defaults filled in and paths resolved against its folder.</summary>
internal sealed record CollectorOptions
{
    /// <summary>Where HTTP is served, at least one place.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [ListenAddress.Default];

    public TargetDefaults Defaults { get; init; } = new();

    public SnmpSettings Snmp { get; init; } = new();

    public IReadOnlyList<TargetGroup> StaticTargets { get; init; } = [];

    public IReadOnlyList<FilePattern> TargetFiles { get; init; } = [];
}
