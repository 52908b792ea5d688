namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Protobuf's numbers of variable length: seven bits an octet, the lowest first.</summary>
internal static class Varint
{
    /// <summary>The longest one.</summary>
    public const int MaxLength = 10;

    public static int Length(ulong value) => (int)((uint)(63 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) / 7) + 1;

    /// <returns>Octets written.</returns>
    public static int Write(ulong value, Span<byte> destination)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7) destination[at++] = (byte)(value | 0x80);
        destination[at++] = (byte)value;
        return at;
    }

    /// <summary>False at the end of the bytes, or when there are more octets than a number has.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < source.Length; shift += 7)
        {
            var octet = source[at++];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80) return true;
        }

        return false;
    }
}
