using System.Net;
using Collector.Pipeline.Dns;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Prometheus' <c>dns_sd</c>: targets are what names stand for.</summary>
public sealed record DnsListOptions : TargetListOptions
{
    public static readonly TimeSpan DefaultRefreshInterval = TimeSpan.FromSeconds(30);

    public required IReadOnlyList<string> Names { get; init; }

    public DnsRecordType Type { get; init; } = DnsRecordType.Srv;

    /// <summary>Of addresses; null leaves it to the protocol. SRV records have a port of their own.</summary>
    public int? Port { get; init; }

    /// <summary>Whom to ask; empty for the servers of the system.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    public override string Kind => "dns";

    public override string Name => $"{Type.ToString().ToUpperInvariant()} {string.Join(", ", Names)}";

    public bool Equals(DnsListOptions? other) =>
        base.Equals(other) && Type == other.Type && Port == other.Port && Names.SequenceEqual(other.Names, StringComparer.Ordinal) && Servers.SequenceEqual(other.Servers);

    public override int GetHashCode() => HashCode.Combine(Type, Port, Names.Count);

    internal override ITargetList Open(TimeProvider time) => new DnsTargetList(this);
}
