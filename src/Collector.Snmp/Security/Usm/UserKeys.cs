using System.Security.Cryptography;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>A user's keys at one engine, ready for use: signs, verifies, encrypts and decrypts without allocating.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class UserKeys : IDisposable
{
    private readonly HashFunction? _signature;
    private readonly UsmCipher? _cipher;

    public UserKeys(UsmUser user, LocalizedKeys keys)
    {
        if (user.Level == SnmpSecurityLevel.NoAuthNoPriv) return;
        TagSize = AuthProtocolSizes.TagSize(user.AuthProtocol);
        _signature = HashFunction.CreateKeyed(user.AuthProtocol, keys.Auth);
        if (user.Level == SnmpSecurityLevel.AuthPriv) _cipher = UsmCipher.Create(user.PrivProtocol, keys.Priv);
    }

    /// <summary>Octets of the signature in a message; 0 without authentication.</summary>
    public int TagSize { get; }

    public bool HasPrivacy => _cipher is not null;

    /// <summary>Octets that the scoped PDU is filled up to; 1 without privacy.</summary>
    public int PaddedTo => _cipher?.PaddedTo ?? 1;

    /// <summary>Signs a finished message, whose authentication parameters are zero (RFC 3414 section 6.3.1).</summary>
    public void Sign(Span<byte> message, int tagAt)
    {
        if (_signature is null) return;
        Span<byte> hash = stackalloc byte[AuthProtocolSizes.LongestHash];
        _signature.Append(message);
        _signature.Finish(hash);
        hash[..TagSize].CopyTo(message[tagAt..]);
    }

    /// <summary>Whether the message is signed with this key. Takes equally long wherever a difference is.</summary>
    public bool Verify(ReadOnlySpan<byte> message, int tagAt, ReadOnlySpan<byte> tag)
    {
        if (_signature is null || tag.Length != TagSize) return false;
        ReadOnlySpan<byte> zeros = stackalloc byte[AuthProtocolSizes.LongestTag];
        Span<byte> hash = stackalloc byte[AuthProtocolSizes.LongestHash];
        _signature.Append(message[..tagAt]);
        _signature.Append(zeros[..TagSize]);
        _signature.Append(message[(tagAt + TagSize)..]);
        _signature.Finish(hash);
        return CryptographicOperations.FixedTimeEquals(hash[..TagSize], tag);
    }

    /// <summary>Encrypts in place; does nothing without privacy. Arguments as in <see cref="UsmCipher.Encrypt"/>.</summary>
    public void Encrypt(Span<byte> data, int boots, int time, ulong counter, Span<byte> salt) => _cipher?.Encrypt(data, boots, time, counter, salt);

    /// <summary>Decrypts into the front of the buffers' plain part. False without privacy, and when the length is impossible.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> data, int boots, int time, ReadOnlySpan<byte> salt, CipherBuffers buffers) =>
        _cipher is not null && _cipher.TryDecrypt(data, boots, time, salt, buffers);

    public void Dispose()
    {
        _signature?.Dispose();
        _cipher?.Dispose();
    }
}
