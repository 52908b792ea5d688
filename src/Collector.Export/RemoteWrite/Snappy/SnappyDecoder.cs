using System.Buffers.Binary;

namespace Collector.Export.RemoteWrite.Snappy;

/// <summary>Reads Snappy's block format: requests that were buffered and have to be taken apart. Never throws, whatever the bytes are.</summary>
internal static class SnappyDecoder
{
    /// <summary>The length of what is compressed.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> compressed, out int length, out int header)
    {
        length = 0;
        for (header = 0; header < Math.Min(5, compressed.Length);)
        {
            var octet = compressed[header];
            if (header == 4 && octet > 7) return false; // more than 2 GiB
            length |= (octet & 0x7F) << 7 * header++;
            if (octet < 0x80) return true;
        }

        return false;
    }

    /// <summary>False when the bytes are not what an encoder writes, or do not fill <paramref name="destination"/> exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> compressed, Span<byte> destination)
    {
        if (!TryReadLength(compressed, out var length, out var at) || length != destination.Length) return false;
        var written = 0;
        while (at < compressed.Length)
        {
            var tag = compressed[at++];
            if ((tag & 3) == 0)
            {
                if (!TryReadLiteralLength(compressed, tag, ref at, out var count)) return false;
                if (count > compressed.Length - at || count > destination.Length - written) return false;
                compressed.Slice(at, count).CopyTo(destination[written..]);
                (at, written) = (at + count, written + count);
            }
            else
            {
                if (!TryReadCopy(compressed, tag, ref at, out var offset, out var count)) return false;
                if (offset == 0 || offset > written || count > destination.Length - written) return false;
                for (var end = written + count; written < end; written++) destination[written] = destination[written - (int)offset]; // may overlap, and then repeats
            }
        }

        return written == destination.Length;
    }

    private static bool TryReadLiteralLength(ReadOnlySpan<byte> compressed, byte tag, ref int at, out int length)
    {
        length = (tag >> 2) + 1;
        if (length <= 60) return true;
        var octets = length - 60;
        if (octets > compressed.Length - at) return false;
        var less = 0L;
        for (var octet = 0; octet < octets; octet++) less |= (long)compressed[at++] << 8 * octet;
        length = (int)Math.Min(less + 1, int.MaxValue);
        return true;
    }

    private static bool TryReadCopy(ReadOnlySpan<byte> compressed, byte tag, ref int at, out uint offset, out int length)
    {
        (offset, length) = (0, (tag >> 2) + 1);
        var rest = compressed[at..];
        switch (tag & 3)
        {
            case 1 when rest.Length >= 1:
                length = (tag >> 2 & 7) + 4;
                offset = (uint)(tag >> 5 << 8 | rest[0]);
                at += 1;
                return true;
            case 2 when rest.Length >= 2:
                offset = BinaryPrimitives.ReadUInt16LittleEndian(rest);
                at += 2;
                return true;
            case 3 when rest.Length >= 4:
                offset = BinaryPrimitives.ReadUInt32LittleEndian(rest);
                at += 4;
                return true;
            default:
                return false;
        }
    }
}
