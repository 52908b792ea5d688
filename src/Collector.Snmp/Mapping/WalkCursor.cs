using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Mapping;

/// <summary>How far a walk has come: the last name it got, and the row and object that were.</summary>
/// <remarks>The target's lane only. Kept from one reply to the next, so that the first varbind of a reply is expected like all others.</remarks>
internal sealed class WalkCursor
{
    private byte[] _name = new byte[24];
    private int _length;

    /// <summary>The object of the last varbind that had one.</summary>
    public MappedObject? Object { get; set; }

    /// <summary>The row of the last varbind in that object's table.</summary>
    public int Row { get; set; } = RowIndex.None;

    /// <summary>The last name: where the next request goes on.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _length);

    public void Begin(Oid root)
    {
        (Object, Row) = (null, RowIndex.None);
        SetName(root.Encoded);
    }

    public void SetName(ReadOnlySpan<byte> name)
    {
        if (name.Length > _name.Length) _name = new byte[Math.Min(Oid.MaxEncodedLength, 2 * name.Length)];
        name.CopyTo(_name);
        _length = name.Length;
    }
}
