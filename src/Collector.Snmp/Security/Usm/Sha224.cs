using System.Buffers.Binary;
using System.Numerics;

namespace Collector.Snmp.Security.Usm;

/// <summary>SHA-224 (FIPS 180-4): SHA-256 with other initial values, cut to 28 octets. The base class library does not have it.</summary>
internal sealed class Sha224 : HashFunction
{
    public const int BlockSize = 64;
    private const int ResultSize = 28;

    // FIPS 180-4 section 5.3.2: the second 32 bits of the fractional parts of the square roots of the 9th to 16th primes.
    private static readonly uint[] Initial = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    // FIPS 180-4 section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static readonly uint[] Constants = CubeRoots();

    private readonly uint[] _state = [.. Initial];
    private readonly byte[] _block = new byte[BlockSize];
    private int _inBlock;
    private ulong _length;

    public override int Size => ResultSize;

    public override void Append(ReadOnlySpan<byte> octets)
    {
        _length += (ulong)octets.Length;
        if (_inBlock > 0)
        {
            var taken = Math.Min(BlockSize - _inBlock, octets.Length);
            octets[..taken].CopyTo(_block.AsSpan(_inBlock));
            _inBlock += taken;
            octets = octets[taken..];
            if (_inBlock < BlockSize) return;
            Compress(_block);
            _inBlock = 0;
        }

        for (; octets.Length >= BlockSize; octets = octets[BlockSize..]) Compress(octets);
        octets.CopyTo(_block);
        _inBlock = octets.Length;
    }

    public override void Finish(Span<byte> destination)
    {
        var bits = _length * 8;
        _block[_inBlock++] = 0x80;
        if (_inBlock > BlockSize - sizeof(ulong))
        {
            _block.AsSpan(_inBlock).Clear();
            Compress(_block);
            _inBlock = 0;
        }

        _block.AsSpan(_inBlock).Clear();
        BinaryPrimitives.WriteUInt64BigEndian(_block.AsSpan(BlockSize - sizeof(ulong)), bits);
        Compress(_block);
        for (var word = 0; word < ResultSize / sizeof(uint); word++) BinaryPrimitives.WriteUInt32BigEndian(destination[(word * sizeof(uint))..], _state[word]);
        Initial.CopyTo(_state, 0);
        (_inBlock, _length) = (0, 0);
    }

    public override void Dispose() => _block.AsSpan().Clear();

    private void Compress(ReadOnlySpan<byte> block)
    {
        Span<uint> schedule = stackalloc uint[64];
        for (var t = 0; t < 16; t++) schedule[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(t * sizeof(uint))..]);
        for (var t = 16; t < 64; t++) schedule[t] = SmallSigma1(schedule[t - 2]) + schedule[t - 7] + SmallSigma0(schedule[t - 15]) + schedule[t - 16];

        var (a, b, c, d) = (_state[0], _state[1], _state[2], _state[3]);
        var (e, f, g, h) = (_state[4], _state[5], _state[6], _state[7]);
        for (var t = 0; t < 64; t++)
        {
            var first = h + BigSigma1(e) + ((e & f) ^ (~e & g)) + Constants[t] + schedule[t];
            var second = BigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + second);
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }

    // FIPS 180-4 section 4.1.2.
    private static uint BigSigma0(uint x) => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    private static uint BigSigma1(uint x) => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    private static uint SmallSigma0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    private static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);

    /// <summary>Computed instead of copied: floor(cbrt(prime · 2^96)) is the root with 32 binary places.</summary>
    private static uint[] CubeRoots()
    {
        var constants = new uint[64];
        var count = 0;
        for (var number = 2; count < constants.Length; number++)
        {
            if (IsPrime(number)) constants[count++] = (uint)(CubeRoot((BigInteger)number << 96) & uint.MaxValue);
        }

        return constants;
    }

    private static bool IsPrime(int number)
    {
        for (var divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0) return false;
        }

        return true;
    }

    private static BigInteger CubeRoot(BigInteger value)
    {
        var root = BigInteger.Zero;
        for (var bit = 40; bit >= 0; bit--)
        {
            var next = root | (BigInteger.One << bit);
            if (next * next * next <= value) root = next;
        }

        return root;
    }
}
