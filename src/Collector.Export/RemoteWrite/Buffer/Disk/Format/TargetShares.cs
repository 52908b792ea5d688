using System.Buffers.Binary;
using System.Text;

namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>Whose samples are in a request, as bytes of its record.</summary>
/// <remarks>
/// For each target, little endian: bytes of its instance (16 bits), the instance in UTF-8, samples (32), times of the oldest and the newest in milliseconds (64 each). What does not
/// fit into <see cref="MostBytes"/> is left out: the sums of the request have it, only not by name.
/// </remarks>
internal static class TargetShares
{
    public const int MostBytes = ushort.MaxValue;

    private const int FixedBytes = 2 + 4 + 8 + 8;

    /// <summary>Bytes that <see cref="Write"/> may need.</summary>
    public static int Room(ReadOnlySpan<TargetSpan> targets)
    {
        var room = 0;
        foreach (var target in targets) room += FixedBytes + Encoding.UTF8.GetMaxByteCount(target.Instance.Length);
        return Math.Min(room, MostBytes);
    }

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> bytes, ReadOnlySpan<TargetSpan> targets)
    {
        var length = 0;
        foreach (var target in targets)
        {
            var share = bytes[length..];
            if (share.Length < FixedBytes || !Encoding.UTF8.TryGetBytes(target.Instance, share[2..^(FixedBytes - 2)], out var name)) break;
            BinaryPrimitives.WriteUInt16LittleEndian(share, (ushort)name);
            BinaryPrimitives.WriteInt32LittleEndian(share[(2 + name)..], target.Samples);
            BinaryPrimitives.WriteInt64LittleEndian(share[(6 + name)..], target.OldestUnixMs);
            BinaryPrimitives.WriteInt64LittleEndian(share[(14 + name)..], target.NewestUnixMs);
            length += FixedBytes + name;
        }

        return length;
    }

    public static TargetSpan[] Read(ReadOnlySpan<byte> bytes)
    {
        var targets = new List<TargetSpan>();
        while (bytes.Length >= FixedBytes && BinaryPrimitives.ReadUInt16LittleEndian(bytes) is var name && bytes.Length - FixedBytes >= name)
        {
            targets.Add(new TargetSpan(
                Encoding.UTF8.GetString(bytes.Slice(2, name)),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[(2 + name)..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[(6 + name)..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[(14 + name)..])));
            bytes = bytes[(FixedBytes + name)..];
        }

        return [.. targets];
    }
}
