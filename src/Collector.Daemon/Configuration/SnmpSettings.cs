using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>The <c>snmp</c> section of collector.yml.</summary>
internal sealed record SnmpSettings
{
    public const int MostLanes = 64;

    /// <summary>One a core; beyond eight the network card is the limit, not we.</summary>
    public static int DefaultLanes => Math.Min(Environment.ProcessorCount, 8);

    /// <summary>Files in the snmp.yml format, or globs of them, on top of the built-in profiles.</summary>
    public IReadOnlyList<NamedFile> ConfigFiles { get; init; } = [];

    /// <summary>Folders with profiles, and modules of ours.</summary>
    public IReadOnlyList<NamedFile> ProfileFolders { get; init; } = [];

    /// <summary>Threads that poll, 1 to <see cref="MostLanes"/>; each has its own socket and its share of the targets.</summary>
    public int Lanes { get; init; } = DefaultLanes;

    /// <summary>The address that requests come from. Null leaves it to the routing table.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>What to ask the kernel for, in bytes, per socket. Null leaves it to the transport.</summary>
    public int? ReceiveBufferBytes { get; init; }

    /// <summary>Requests that may be on their way on all lanes together, 1 or more. Null leaves it to the receive buffers.</summary>
    public int? RequestsInFlight { get; init; }

    /// <summary>What scheduled polls need not read each time.</summary>
    public SnmpPaces Paces { get; init; } = SnmpPaces.Default;

    /// <summary>Which modules may have their columns read side by side.</summary>
    public SnmpPacking Packing { get; init; } = SnmpPacking.Default;

    /// <summary>Octets that no reply is asked to exceed; null for what an Ethernet frame carries.</summary>
    public int? ReplyOctets { get; init; }

    public SnmpEndpointOptions Endpoint { get; init; } = new();
}
