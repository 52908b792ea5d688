using System.Buffers.Binary;
using System.Numerics;

namespace Collector.Snmp.Ber;

/// <summary>The content octets of INTEGER and of the unsigned types that SNMP derives from it (X.690 8.3).</summary>
internal static class BerInteger
{
    /// <summary>Content octets that the largest value takes: 64 bits and the sign.</summary>
    public const int MaxSize = 9;

    /// <summary>Reads 1 to 8 octets of two's complement, padded or not.</summary>
    public static DecodeStatus TryReadSigned(ReadOnlySpan<byte> content, out long value)
    {
        value = 0;
        if ((uint)(content.Length - 1) >= sizeof(long))
        {
            return Refuse(content);
        }
        int unused = 64 - (content.Length * 8);
        value = (long)(BigEndian(content) << unused) >> unused;
        return DecodeStatus.Ok;
    }

    /// <summary>Reads 1 to 8 octets, or 9 of which the first is zero, as an unsigned number.</summary>
    /// <remarks>Some agents leave out the zero octet in front of a set high bit, so a counter is never taken as negative.</remarks>
    public static DecodeStatus TryReadUnsigned(ReadOnlySpan<byte> content, out ulong value)
    {
        value = 0;
        if (content.Length == MaxSize && content[0] == 0)
        {
            content = content[1..];
        }
        if ((uint)(content.Length - 1) >= sizeof(ulong))
        {
            return Refuse(content);
        }
        value = BigEndian(content);
        return DecodeStatus.Ok;
    }

    /// <summary>Content octets of the shortest form (X.690 8.3.2).</summary>
    public static int SizeOfSigned(long value) =>
        (64 - BitOperations.LeadingZeroCount((ulong)(value ^ (value >> 63))) + 8) / 8;

    /// <summary>Content octets of the shortest form, with the zero octet that a set high bit needs.</summary>
    public static int SizeOfUnsigned(ulong value) => (64 - BitOperations.LeadingZeroCount(value) + 8) / 8;

    /// <summary>Writes the shortest form into the first octets of <paramref name="destination"/> (9 always suffice); returns their number.</summary>
    public static int WriteSigned(Span<byte> destination, long value)
    {
        int size = SizeOfSigned(value);
        for (int i = size - 1; i >= 0; i--)
        {
            destination[i] = (byte)value;
            value >>= 8;
        }
        return size;
    }

    /// <summary>As <see cref="WriteSigned"/>, for unsigned types.</summary>
    public static int WriteUnsigned(Span<byte> destination, ulong value)
    {
        int size = SizeOfUnsigned(value);
        for (int i = size - 1; i >= 0; i--)
        {
            destination[i] = (byte)value;
            value >>= 8;
        }
        return size;
    }

    private static DecodeStatus Refuse(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? DecodeStatus.EmptyInteger : DecodeStatus.IntegerTooLong;

    // Two loads that overlap instead of a loop: half the time for the 4 to 8 octets that counters have.
    private static ulong BigEndian(ReadOnlySpan<byte> content)
    {
        int length = content.Length;
        if (length >= sizeof(uint))
        {
            ulong high = BinaryPrimitives.ReadUInt32BigEndian(content);
            uint low = BinaryPrimitives.ReadUInt32BigEndian(content[(length - sizeof(uint))..]);
            return (high << ((length - sizeof(uint)) * 8)) | low;
        }
        uint value = 0;
        foreach (byte octet in content)
        {
            value = (value << 8) | octet;
        }
        return value;
    }
}
