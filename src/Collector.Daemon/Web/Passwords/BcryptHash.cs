using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Collector.Daemon.Web.Passwords;

/// <summary>A password's bcrypt hash as <c>htpasswd -B</c> writes it: <c>$2y$10$</c>, 22 characters of salt, 31 of hash. No package that can be had does this.</summary>
/// <remarks>Immutable; any thread. <c>$2a$</c>, <c>$2b$</c> and <c>$2y$</c> name repaired mistakes of some programs and are computed alike.</remarks>
internal sealed class BcryptHash
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int SaltOctets = 16;
    private const int SaltLength = 22;
    private const int HashOctets = 23; // of 24: the first implementation left one out, and so do all
    private const int HashLength = 31;
    private const int MostOfPassword = 72; // what the key schedule takes, the closing zero included
    private const int LowestCost = 4;
    private const int HighestCost = 31;

    // "OrpheanBeholderScryDoubt", encrypted 64 times.
    private static readonly byte[] Text = Encoding.ASCII.GetBytes("OrpheanBeholderScryDoubt");

    private readonly int _cost;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private BcryptHash(int cost, byte[] salt, byte[] hash) => (_cost, _salt, _hash) = (cost, salt, hash);

    /// <summary>The base-two logarithm of how often the key is mixed in: 10 takes some tens of milliseconds, and each more twice as long.</summary>
    public int Cost => _cost;

    /// <summary>Tells hashes apart.</summary>
    public string Fingerprint => $"{_cost}:{Convert.ToHexString(_salt)}:{Convert.ToHexString(_hash)}";

    /// <summary>A hash of no password that anybody knows, which takes as long to compare as any other of its cost.</summary>
    public static BcryptHash Unmatched(int cost) => new(cost, RandomNumberGenerator.GetBytes(SaltOctets), RandomNumberGenerator.GetBytes(HashOctets));

    /// <summary>Reads a hash; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BcryptHash? hash)
    {
        hash = null;
        if (text.Length != 7 + SaltLength + HashLength || text[0] != '$' || text[1] != '2' || text[2] is not ('a' or 'b' or 'y') || text[3] != '$' || text[6] != '$') return false;
        if (!int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost) || cost is < LowestCost or > HighestCost) return false;
        var (salt, value) = (new byte[SaltOctets], new byte[HashOctets]);
        if (!TryDecode(text.AsSpan(7, SaltLength), salt) || !TryDecode(text.AsSpan(7 + SaltLength), value)) return false;
        hash = new BcryptHash(cost, salt, value);
        return true;
    }

    /// <summary>Whether this is the password's hash. Takes as long as the cost says; the comparison takes equally long whatever differs.</summary>
    public bool Matches(ReadOnlySpan<byte> password) => CryptographicOperations.FixedTimeEquals(Compute(password, _salt, _cost).AsSpan(0, HashOctets), _hash);

    private static byte[] Compute(ReadOnlySpan<byte> password, byte[] salt, int cost)
    {
        // The password with its closing zero; a zero within ends it in every C program, so what comes after must not count either.
        var end = password.IndexOf((byte)0);
        if (end >= 0) password = password[..end];
        var key = new byte[Math.Min(MostOfPassword, password.Length + 1)];
        password[..Math.Min(key.Length, password.Length)].CopyTo(key);
        var cipher = new Blowfish();
        cipher.Expand(key, salt);
        var nothing = new byte[SaltOctets];
        for (var round = 0UL; round < 1UL << cost; round++)
        {
            cipher.Expand(key, nothing);
            cipher.Expand(salt, nothing);
        }

        CryptographicOperations.ZeroMemory(key);
        return EncryptText(cipher);
    }

    private static byte[] EncryptText(Blowfish cipher)
    {
        var hash = new byte[Text.Length];
        for (var block = 0; block < Text.Length; block += 8)
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(Text.AsSpan(block));
            var right = BinaryPrimitives.ReadUInt32BigEndian(Text.AsSpan(block + 4));
            for (var time = 0; time < 64; time++) cipher.Encrypt(ref left, ref right);
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(block), left);
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(block + 4), right);
        }

        return hash;
    }

    /// <summary>Six bits a character, from the highest on, in an alphabet of bcrypt's own; spare bits of the last are ignored.</summary>
    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> octets)
    {
        var (bits, count, at) = (0, 0, 0);
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0) return false;
            bits = bits << 6 | value;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            if (at < octets.Length) octets[at++] = (byte)(bits >> count);
            bits &= (1 << count) - 1;
        }

        return true;
    }
}
