using System.Buffers.Binary;
using System.Numerics;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Reads varints eight octets at once, without a loop whose end the processor would have to guess.</summary>
/// <remarks>Protocol Buffers encoding: seven bits an octet, the lowest first; the eighth bit says that another octet follows.</remarks>
internal static class VarintOctets
{
    /// <summary>In all octets of a varint but the last.</summary>
    private const ulong More = 0x8080_8080_8080_8080;

    /// <summary>Reads the varint that a message begins with and that may go beyond eight octets: then what they say, and a length of 0.</summary>
    /// <param name="message">Eight octets or more.</param>
    /// <param name="value">What the varint says, or its low 56 bits.</param>
    /// <returns>How many octets it has; 0 when the eighth is not the last.</returns>
    public static int ReadFirst(ReadOnlySpan<byte> message, out ulong value)
    {
        var octets = BinaryPrimitives.ReadUInt64LittleEndian(message);
        var ends = ~octets & More;
        value = Pack(octets & (ends ^ ends - 1)); // up to the first octet that is a last one; all of them if there is none
        return ends == 0 ? 0 : BitOperations.TrailingZeroCount(ends) / 8 + 1;
    }

    /// <summary>Reads the varint that a message ends with. False when the octets are not one varint, or are more than eight: a longer one is read octet by octet.</summary>
    /// <param name="message">Ends with the varint.</param>
    /// <param name="length">Octets of the varint.</param>
    /// <param name="value">What it says.</param>
    public static bool TryReadLast(ReadOnlySpan<byte> message, int length, out ulong value)
    {
        value = 0;
        if (length is < 1 or > sizeof(ulong) || message.Length < sizeof(ulong)) return false;
        var others = 64 - 8 * length; // bits of what stands before it
        var octets = BinaryPrimitives.ReadUInt64LittleEndian(message[^sizeof(ulong)..]) >> others;
        if ((octets & More) != More >> 8 >> others) return false;
        value = Pack(octets);
        return true;
    }

    /// <summary>Leaves out the eighth bit of each octet.</summary>
    private static ulong Pack(ulong octets)
    {
        octets &= ~More;
        octets = octets & 0x007F_007F_007F_007F | (octets & 0x7F00_7F00_7F00_7F00) >> 1;
        octets = octets & 0x0000_3FFF_0000_3FFF | (octets & 0x3FFF_0000_3FFF_0000) >> 2;
        return octets & 0x0000_0000_0FFF_FFFF | (octets & 0x0FFF_FFFF_0000_0000) >> 4;
    }
}
