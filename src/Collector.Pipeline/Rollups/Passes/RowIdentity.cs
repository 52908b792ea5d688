using System.Buffers.Binary;
using Collector.Pipeline.Samples;

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

    /// <summary>Of a streamed row without the subscription that it came by: containers of one list entry have the same, whichever subscription brings them.</summary>
    public static ulong OfKeys(ReadOnlySpan<byte> block)
    {
        var subscription = "subscription_name=\""u8; // the first label, if it is there
        if (!block.StartsWith(subscription)) return Of(block);
        var end = subscription.Length + LabelBlock.ValueOf(block, subscription[..^2]).Length + 1;
        return Of(block[end..].TrimStart((byte)','));
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 1099511628211UL;
        return hash ^ (hash >> 32);
    }
}
