using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Collector.Benchmarks.Gate;

/// <summary>Work that never changes: how long it takes says how fast this machine is at this moment.</summary>
/// <remarks>Who changes it has to record all speeds anew (<see cref="SpeedRecord"/>).</remarks>
internal sealed class ReferenceLoop
{
    private const int Block = 64;

    private readonly byte[] _octets = new byte[4096];
    private readonly byte[] _copies = new byte[4096];
    private readonly byte[] _key = new byte[16];
    private readonly byte[] _tag = new byte[HMACSHA1.HashSizeInBytes];
    private readonly Aes _aes = Aes.Create();

    public ReferenceLoop()
    {
        new Random(1).NextBytes(_octets);
        _aes.Key = _key;
    }

    /// <summary>The result of the last run, so that no compiler can leave the work out.</summary>
    public ulong Result { get; private set; }

    public Action Of(ReferenceKind kind) => kind == ReferenceKind.Ciphers ? RunCiphers : RunOctets;

    private void RunOctets()
    {
        var hash = 14695981039346656037UL;
        for (var at = 0; at + Block <= _octets.Length; at += Block)
        {
            var block = _octets.AsSpan(at, Block);
            foreach (var octet in block) hash = octet < 0x80 ? (hash ^ octet) * 1099511628211UL : hash + octet;
            block.CopyTo(_copies.AsSpan(at));
            for (var (rest, digit) = (hash & uint.MaxValue, at); rest > 0; rest /= 10) _copies[digit++] = (byte)('0' + rest % 10);
        }

        Result += hash;
    }

    [SuppressMessage("Security", "CA5350", Justification = "What SNMPv3 does, to measure it by")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "What agents sign with, and so what the subject computes")]
    private void RunCiphers()
    {
        HMACSHA1.HashData(_key, _octets.AsSpan(0, 1408), _tag);
        _aes.DecryptCfb(_octets.AsSpan(0, 1408), _tag.AsSpan(0, 16), _copies, PaddingMode.None, 128);
        Result += _copies[0];
    }
}
