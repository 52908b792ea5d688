namespace Collector.Snmp.Modules;

/// <summary>What protects an SNMPv3 message (RFC 3411 section 3.4.3). Spelt <c>noAuthNoPriv</c> and so on in snmp.yml.</summary>
public enum SnmpSecurityLevel
{
    NoAuthNoPriv,
    AuthNoPriv,
    AuthPriv,
}

/// <summary>The hash that signs SNMPv3 messages (RFC 3414, RFC 7860). Spelt in capitals in snmp.yml.</summary>
public enum SnmpAuthProtocol
{
    Md5,
    Sha,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// <summary>The cipher of SNMPv3 messages (RFC 3414, RFC 3826). The C forms extend the key as Cisco does, after Reeder; the others after Blumenthal.</summary>
public enum SnmpPrivProtocol
{
    Des,
    Aes,
    Aes192,
    Aes192C,
    Aes256,
    Aes256C,
}
