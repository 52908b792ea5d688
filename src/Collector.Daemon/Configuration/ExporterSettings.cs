using System.Net;

namespace Collector.Daemon.Configuration;

/// <summary>What snmp_exporter's flags say that stand in place of a collector.yml.</summary>
internal sealed record ExporterSettings
{
    /// <summary>Files and globs, in the order given.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init; } = ["snmp.yml"];

    /// <summary>Whether <c>$NAME</c> in user names and passwords is a variable of the environment.</summary>
    public bool ExpandEnvironment { get; init; }

    public IPAddress? SourceAddress { get; init; }

    public SnmpEndpointOptions Endpoint { get; init; } = new();
}
