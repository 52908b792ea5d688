using System.Numerics;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>Encrypts and decrypts scoped PDUs with one user's key at one engine.</summary>
/// <remarks>
/// One thread at a time. The modes (CBC, CFB) are put together here from single blocks: the library's own one-shot calls set up a cipher
/// each time and allocate, and its CFB-128 takes whole blocks only. Decrypting is one call for all blocks.
/// </remarks>
internal abstract class UsmCipher : IDisposable
{
    public const int SaltSize = 8;
    public const int LongestBlock = 16;

    /// <summary>Plain octets are filled up to a multiple of this.</summary>
    public abstract int PaddedTo { get; }

    public static UsmCipher Create(SnmpPrivProtocol protocol, ReadOnlySpan<byte> key) =>
        protocol == SnmpPrivProtocol.Des ? new DesCipher(key) : new AesCipher(key);

    /// <summary>Encrypts in place. <paramref name="salt"/> receives what the message's privacy parameters must carry.</summary>
    /// <param name="data">A multiple of <see cref="PaddedTo"/> octets.</param>
    /// <param name="boots">Of the authoritative engine, as the message says.</param>
    /// <param name="time">Likewise.</param>
    /// <param name="salt">Eight octets.</param>
    /// <param name="counter">Another number for every message with this key.</param>
    public abstract void Encrypt(Span<byte> data, int boots, int time, ulong counter, Span<byte> salt);

    /// <summary>Decrypts into the front of <see cref="CipherBuffers.Plain"/>. False when the length is impossible.</summary>
    public abstract bool TryDecrypt(ReadOnlySpan<byte> data, int boots, int time, ReadOnlySpan<byte> salt, CipherBuffers buffers);

    public abstract void Dispose();

    protected static void Xor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        right = right[..left.Length];
        into = into[..left.Length];
        var at = 0;
        for (; at <= left.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            (new Vector<byte>(left[at..]) ^ new Vector<byte>(right[at..])).CopyTo(into[at..]);
        for (; at < left.Length; at++) into[at] = (byte)(left[at] ^ right[at]);
    }
}
