namespace Collector.Pipeline.Dns;

/// <summary>What is asked for, with its number in RFC 1035, 3596 and 2782.</summary>
public enum DnsRecordType : ushort
{
    /// <summary>IPv4 addresses.</summary>
    A = 1,

    /// <summary>IPv6 addresses.</summary>
    Aaaa = 28,

    /// <summary>Hosts and ports of a service.</summary>
    Srv = 33,
}
