using System.Security.Cryptography;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>From a password to the keys of one engine (RFC 3414 section 2.6 and appendix A.2, RFC 7860, and two drafts for longer AES keys).</summary>
/// <remarks>
/// <see cref="PasswordToKey"/> hashes a megabyte, which is meant to take long: never on a lane. <see cref="Localize"/> is two blocks.
/// After Reeder a longer key takes another megabyte for every engine.
/// </remarks>
internal static class KeyDerivation
{
    private const int Megabyte = 1024 * 1024;
    private const int LongestKey = 32;

    /// <summary>The master key Ku of a password.</summary>
    public static byte[] PasswordToKey(SnmpAuthProtocol protocol, ReadOnlySpan<byte> password)
    {
        if (password.IsEmpty) throw new ArgumentException("There is no key of an empty password.", nameof(password));
        using var hash = HashFunction.Create(protocol);
        // Whole repetitions of the password, so that one chunk continues the one before.
        var chunk = new byte[password.Length * Math.Max(1, 8192 / password.Length)];
        for (var at = 0; at < chunk.Length; at += password.Length) password.CopyTo(chunk.AsSpan(at));
        for (var left = Megabyte; left > 0; left -= Math.Min(left, chunk.Length)) hash.Append(chunk.AsSpan(0, Math.Min(left, chunk.Length)));
        CryptographicOperations.ZeroMemory(chunk);
        var key = new byte[hash.Size];
        hash.Finish(key);
        return key;
    }

    /// <summary>The key Kul of one engine: an engine that is broken into gives away no other's.</summary>
    public static byte[] Localize(SnmpAuthProtocol protocol, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> engineId)
    {
        using var hash = HashFunction.Create(protocol);
        hash.Append(masterKey);
        hash.Append(engineId);
        hash.Append(masterKey);
        var key = new byte[hash.Size];
        hash.Finish(key);
        return key;
    }

    /// <summary>The cipher's key from the localised one, which may be too short for it.</summary>
    public static byte[] PrivacyKey(SnmpAuthProtocol auth, SnmpPrivProtocol privacy, byte[] localized, ReadOnlySpan<byte> engineId)
    {
        var key = localized;
        while (key.Length < KeySize(privacy)) key = [.. key, .. IsAfterReeder(privacy) ? Localize(auth, PasswordToKey(auth, key), engineId) : Hash(auth, key)];
        return key[..KeySize(privacy)];
    }

    /// <summary>Whether every engine costs another megabyte.</summary>
    public static bool IsSlow(SnmpAuthProtocol auth, SnmpPrivProtocol privacy) => IsAfterReeder(privacy) && AuthProtocolSizes.HashSize(auth) < KeySize(privacy);

    // DES: eight octets of key, eight that the salt is mixed with (RFC 3414 section 8.1.1.1).
    private static int KeySize(SnmpPrivProtocol privacy) => privacy switch
    {
        SnmpPrivProtocol.Aes192 or SnmpPrivProtocol.Aes192C => 24,
        SnmpPrivProtocol.Aes256 or SnmpPrivProtocol.Aes256C => LongestKey,
        _ => 16,
    };

    private static bool IsAfterReeder(SnmpPrivProtocol privacy) => privacy is SnmpPrivProtocol.Aes192C or SnmpPrivProtocol.Aes256C;

    private static byte[] Hash(SnmpAuthProtocol protocol, ReadOnlySpan<byte> octets)
    {
        using var hash = HashFunction.Create(protocol);
        hash.Append(octets);
        var result = new byte[hash.Size];
        hash.Finish(result);
        return result;
    }
}
