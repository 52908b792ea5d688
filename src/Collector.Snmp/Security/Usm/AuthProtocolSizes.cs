using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>What each signing hash makes: octets of its result, and of those how many a message carries.</summary>
internal static class AuthProtocolSizes
{
    /// <summary>The most that any message carries.</summary>
    public const int LongestTag = 48;

    /// <summary>The longest result of any hash.</summary>
    public const int LongestHash = 64;

    public static int HashSize(SnmpAuthProtocol protocol) => protocol switch
    {
        SnmpAuthProtocol.Md5 => 16,
        SnmpAuthProtocol.Sha => 20,
        SnmpAuthProtocol.Sha224 => 28,
        SnmpAuthProtocol.Sha256 => 32,
        SnmpAuthProtocol.Sha384 => 48,
        _ => 64,
    };

    /// <summary>RFC 3414 sections 6.3.1 and 7.3.1: 96 bits; RFC 7860 section 4.2.1: 128, 192, 256 and 384.</summary>
    public static int TagSize(SnmpAuthProtocol protocol) => protocol switch
    {
        SnmpAuthProtocol.Sha224 => 16,
        SnmpAuthProtocol.Sha256 => 24,
        SnmpAuthProtocol.Sha384 => 32,
        SnmpAuthProtocol.Sha512 => 48,
        _ => 12,
    };
}
