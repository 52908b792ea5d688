using System.Numerics;

namespace Collector.Snmp.Ber;

/// <summary>Sub-identifiers in base 128 (X.690 8.19.2): seven bits an octet, the high bit set on all but the last.</summary>
internal static class OidOctets
{
    private const byte More = 0x80;

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int at = left.CommonPrefixLength(right);
        if (at == left.Length || at == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }
        // Both sub-identifiers began in the common part. In the shortest form more octets mean a larger number,
        // and of equally long ones the first octet that differs decides.
        int byLength = EndOfSubId(left, at).CompareTo(EndOfSubId(right, at));
        return byLength != 0 ? byLength : left[at].CompareTo(right[at]);
    }

    public static bool IsValid(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty || encoded.Length > Oid.MaxEncodedLength)
        {
            return false;
        }
        int arcs = 1; // the first sub-identifier holds two
        while (!encoded.IsEmpty)
        {
            if (!TryReadSubId(ref encoded, out _))
            {
                return false;
            }
            arcs++;
        }
        return arcs <= Oid.MaxSubIds;
    }

    public static bool TryReadSubId(ref ReadOnlySpan<byte> rest, out uint id)
    {
        id = 0;
        // Leading octets 80 would be padding, which X.690 8.19.2 forbids: one number must have one encoding.
        if (rest.IsEmpty || rest[0] == More)
        {
            return false;
        }
        ulong value = 0;
        for (int i = 0; i < rest.Length && i < 5; i++)
        {
            value = (value << 7) | (uint)(rest[i] & 0x7F);
            if (rest[i] < More)
            {
                if (value > uint.MaxValue)
                {
                    return false;
                }
                id = (uint)value;
                rest = rest[(i + 1)..];
                return true;
            }
        }
        return false;
    }

    public static int SizeOf(uint id) => (BitOperations.Log2(id) / 7) + 1;

    public static int WriteSubId(Span<byte> destination, uint id)
    {
        int size = SizeOf(id);
        destination[size - 1] = (byte)(id & 0x7F);
        for (int i = size - 2; i >= 0; i--)
        {
            id >>= 7;
            destination[i] = (byte)(id | More);
        }
        return size;
    }

    public static int CountSubIds(ReadOnlySpan<byte> encoded)
    {
        int count = 0;
        foreach (byte octet in encoded)
        {
            count += octet < More ? 1 : 0;
        }
        return count;
    }

    private static int EndOfSubId(ReadOnlySpan<byte> encoded, int at)
    {
        while (at < encoded.Length && encoded[at] >= More)
        {
            at++;
        }
        return at;
    }
}
