using System.Buffers.Binary;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Reads the varint that a message ends with, when its length is known: all octets at once, without a loop whose end the processor would have to guess.</summary>
/// <remarks>Protocol Buffers encoding: seven bits an octet, the lowest first; the eighth bit says that another octet follows.</remarks>
internal static class LastVarint
{
    private const ulong More = 0x8080_8080_8080_8080;

    /// <summary>False when the octets are not one varint, or are more than eight: a longer one is read octet by octet.</summary>
    /// <param name="message">Ends with the varint.</param>
    /// <param name="length">Octets of the varint.</param>
    /// <param name="value">What it says.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, int length, out ulong value)
    {
        value = 0;
        if (length is < 1 or > sizeof(ulong) || message.Length < sizeof(ulong)) return false;
        var others = 64 - 8 * length; // bits of what stands before it
        var octets = BinaryPrimitives.ReadUInt64LittleEndian(message[^sizeof(ulong)..]) >> others;
        if ((octets & More) != More >> 8 >> others) return false; // in all octets but the last
        octets &= ~More;
        octets = octets & 0x007F_007F_007F_007F | (octets & 0x7F00_7F00_7F00_7F00) >> 1;
        octets = octets & 0x0000_3FFF_0000_3FFF | (octets & 0x3FFF_0000_3FFF_0000) >> 2;
        value = octets & 0x0000_0000_0FFF_FFFF | (octets & 0x0FFF_FFFF_0000_0000) >> 4;
        return true;
    }
}
