using System.Net;

namespace Collector.Pipeline.Dns;

/// <summary>One answer: an address, or for SRV the host and port of a service.</summary>
/// <param name="Address">Null for SRV.</param>
/// <param name="Host">With a dot at its end, as the DNS writes it; empty for addresses.</param>
public readonly record struct DnsRecord(IPAddress? Address, string Host, ushort Port);
