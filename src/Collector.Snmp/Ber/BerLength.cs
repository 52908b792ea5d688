using System.Numerics;

namespace Collector.Snmp.Ber;

/// <summary>The length octets of X.690 8.1.3: reading what agents send, sizing what we send.</summary>
internal static class BerLength
{
    /// <summary>Reads length octets. <paramref name="size"/> is how many there were.</summary>
    public static DecodeStatus TryRead(ReadOnlySpan<byte> from, out int length, out int size)
    {
        length = 0;
        size = 1;
        if (from.IsEmpty)
        {
            return DecodeStatus.Truncated;
        }
        byte first = from[0];
        if (first < 0x80)
        {
            length = first;
            return DecodeStatus.Ok;
        }
        return first switch
        {
            0x80 => DecodeStatus.IndefiniteLength,
            0xFF => DecodeStatus.LengthTooLong,
            _ => TryReadLongForm(from[1..], first & 0x7F, out length, out size),
        };
    }

    /// <summary>Octets that the shortest form of <paramref name="length"/> takes.</summary>
    public static int SizeOf(int length) =>
        length < 0x80 ? 1 : 1 + ((BitOperations.Log2((uint)length) + 8) / 8);

    /// <summary>Octets of a whole element: tag, length, content.</summary>
    public static int ElementSize(int contentLength) => 1 + SizeOf(contentLength) + contentLength;

    /// <summary>The longest content whose element fits into <paramref name="room"/> octets; negative when none does.</summary>
    public static int LargestContent(int room)
    {
        int content = room - 2;
        // Each further length octet takes one from the content, so the first size that suffices is the best.
        for (int size = 1; content >= 0 && SizeOf(content) > size; size++)
        {
            content = room - 2 - size;
        }
        return content;
    }

    private static DecodeStatus TryReadLongForm(ReadOnlySpan<byte> octets, int count, out int length, out int size)
    {
        length = 0;
        size = 1 + count;
        if (count > octets.Length)
        {
            return DecodeStatus.Truncated;
        }
        // BER does not ask for the shortest form (X.690 8.1.3.5 note 2), and some agents pad with zero octets.
        uint value = 0;
        foreach (byte octet in octets[..count])
        {
            if (value >= 1u << 24)
            {
                return DecodeStatus.LengthTooLong; // a fifth significant octet
            }
            value = (value << 8) | octet;
        }
        if (value > int.MaxValue)
        {
            return DecodeStatus.Truncated; // no span is that long
        }
        length = (int)value;
        return DecodeStatus.Ok;
    }
}
