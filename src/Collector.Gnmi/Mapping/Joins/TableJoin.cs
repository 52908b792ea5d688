using System.Buffers.Binary;

namespace Collector.Gnmi.Mapping.Joins;

/// <summary>That the rows of a table have a joined label.</summary>
/// <param name="Join">Its place in <see cref="LeafJoins"/>.</param>
/// <param name="Keys">How many of the row's keys, from the root, are those of the joined leaf.</param>
/// <param name="Label">The label's name, in UTF-8.</param>
internal sealed record TableJoin(int Join, int Keys, byte[] Label)
{
    /// <summary>The beginning of a row's key that is the key of the joined leaf's row: the target, and <see cref="Keys"/> keys, each behind its length.</summary>
    public ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> rowKey)
    {
        var length = 0;
        for (var part = 0; part <= Keys; part++) length += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(rowKey[length..]);
        return rowKey[..length];
    }
}
