using System.Security.Cryptography;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>One of the six hashes of USM, plain or keyed (HMAC), fed piece by piece and used again and again without allocating.</summary>
/// <remarks>One thread at a time.</remarks>
internal abstract class HashFunction : IDisposable
{
    /// <summary>Octets of a result.</summary>
    public abstract int Size { get; }

    /// <summary>A plain hash, for keys.</summary>
    public static HashFunction Create(SnmpAuthProtocol protocol) =>
        protocol == SnmpAuthProtocol.Sha224 ? new Sha224() : new SystemHash(IncrementalHash.CreateHash(NameOf(protocol)));

    /// <summary>A keyed hash, for messages (RFC 2104). Keeping the object is what makes it fast: the key is set up once.</summary>
    public static HashFunction CreateKeyed(SnmpAuthProtocol protocol, ReadOnlySpan<byte> key) =>
        protocol == SnmpAuthProtocol.Sha224 ? new Sha224Hmac(key) : new SystemHash(IncrementalHash.CreateHMAC(NameOf(protocol), key));

    public abstract void Append(ReadOnlySpan<byte> octets);

    /// <summary>Writes the result, <see cref="Size"/> octets, and begins anew.</summary>
    public abstract void Finish(Span<byte> destination);

    public abstract void Dispose();

    private static HashAlgorithmName NameOf(SnmpAuthProtocol protocol) => protocol switch
    {
        SnmpAuthProtocol.Md5 => HashAlgorithmName.MD5,
        SnmpAuthProtocol.Sha => HashAlgorithmName.SHA1,
        SnmpAuthProtocol.Sha256 => HashAlgorithmName.SHA256,
        SnmpAuthProtocol.Sha384 => HashAlgorithmName.SHA384,
        SnmpAuthProtocol.Sha512 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "The base class library does not have this hash."),
    };
}
