using System.Buffers.Binary;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>A number that stands for a row's labels, so that no copy of them is kept: FNV-1a over words of eight bytes, mixed at the end.</summary>
internal static class RowIdentity
{
    /// <summary>Of a row without labels, and of slots that never had a row.</summary>
    public const ulong None = 0;

    public static ulong Of(ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty) return None;
        var hash = 14695981039346656037UL ^ (ulong)block.Length;
        for (; block.Length >= sizeof(ulong); block = block[sizeof(ulong)..]) hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(block));
        foreach (var octet in block) hash = Mix(hash, octet);
        return hash | 1;
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 1099511628211UL;
        return hash ^ (hash >> 32);
    }
}
