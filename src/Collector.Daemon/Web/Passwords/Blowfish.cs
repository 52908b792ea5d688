using System.Buffers.Binary;

namespace Collector.Daemon.Web.Passwords;

/// <summary>The cipher Blowfish with the expensive key schedule that bcrypt is made of (N. Provos, D. Mazières, "A Future-Adaptable Password Scheme", 1999, section 4).</summary>
internal sealed class Blowfish
{
    private const int Rounds = 16;
    private const int SubKeys = Rounds + 2;
    private const int BoxSize = 256;
    private const int Boxes = 4;

    private static readonly uint[] Start = PiDigits.Words(SubKeys + Boxes * BoxSize);

    private readonly uint[] _keys = Start[..SubKeys];
    private readonly uint[] _boxes = Start[SubKeys..];

    /// <summary>Mixes a key in, and a salt between its blocks; 16 octets of salt, all zero for none.</summary>
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var at = 0;
        for (var i = 0; i < _keys.Length; i++) _keys[i] ^= Next(key, ref at);
        var (left, right, saltAt) = (0u, 0u, 0);
        Fill(_keys, salt, ref left, ref right, ref saltAt);
        Fill(_boxes, salt, ref left, ref right, ref saltAt);
    }

    /// <summary>Encrypts a block in place.</summary>
    public void Encrypt(ref uint left, ref uint right)
    {
        for (var round = 0; round < Rounds; round += 2)
        {
            left ^= _keys[round];
            right ^= Mix(left);
            right ^= _keys[round + 1];
            left ^= Mix(right);
        }

        (left, right) = (right ^ _keys[Rounds + 1], left ^ _keys[Rounds]);
    }

    private void Fill(uint[] words, ReadOnlySpan<byte> salt, ref uint left, ref uint right, ref int saltAt)
    {
        for (var i = 0; i < words.Length; i += 2)
        {
            left ^= Next(salt, ref saltAt);
            right ^= Next(salt, ref saltAt);
            Encrypt(ref left, ref right);
            (words[i], words[i + 1]) = (left, right);
        }
    }

    private uint Mix(uint half) =>
        unchecked(((_boxes[half >> 24] + _boxes[BoxSize + (half >> 16 & 0xFF)]) ^ _boxes[2 * BoxSize + (half >> 8 & 0xFF)]) + _boxes[3 * BoxSize + (half & 0xFF)]);

    /// <summary>Four octets, going round.</summary>
    private static uint Next(ReadOnlySpan<byte> octets, ref int at)
    {
        Span<byte> word = stackalloc byte[4];
        foreach (ref var octet in word)
        {
            octet = octets[at];
            at = (at + 1) % octets.Length;
        }

        return BinaryPrimitives.ReadUInt32BigEndian(word);
    }
}
