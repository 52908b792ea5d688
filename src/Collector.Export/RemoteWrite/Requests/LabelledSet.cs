using System.Buffers.Binary;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The series of one row that columns give one more label, packed: column, name, value. Compared with the last poll's to see which of them ended.</summary>
/// <remarks>One thread; keeps its buffer.</remarks>
internal sealed class LabelledSet
{
    private const int Header = 6;

    private byte[] _packed = new byte[256];
    private int _length;
    private int _last;

    public ReadOnlySpan<byte> Packed => _packed.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>False when it is there already.</summary>
    public bool Add(int column, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var length = Header + name.Length + value.Length;
        if (_packed.Length - _length < length) Array.Resize(ref _packed, Math.Max(2 * _packed.Length, _length + length));
        var entry = _packed.AsSpan(_length, length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)column);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], (ushort)value.Length);
        name.CopyTo(entry[Header..]);
        value.CopyTo(entry[(Header + name.Length)..]);
        if (Contains(Packed, entry)) return false;
        (_last, _length) = (_length, _length + length);
        return true;
    }

    /// <summary>Adds all packed series but those of a column.</summary>
    public void AddOthers(ReadOnlySpan<byte> packed, int column)
    {
        var entries = new Entries(packed);
        while (entries.Read())
        {
            if (entries.Column != column) Add(entries.Column, entries.Name, entries.Value);
        }
    }

    /// <summary>Takes the last one out again.</summary>
    public void TakeBack() => _length = _last;

    /// <summary>Whether a series is among those that are packed.</summary>
    public static bool Contains(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> entry)
    {
        var entries = new Entries(packed);
        while (entries.Read())
        {
            if (entries.Packed.SequenceEqual(entry)) return true;
        }

        return false;
    }

    /// <summary>Goes through packed series.</summary>
    public ref struct Entries(ReadOnlySpan<byte> packed)
    {
        private ReadOnlySpan<byte> _rest = packed;

        public ReadOnlySpan<byte> Packed { get; private set; }

        public readonly int Column => BinaryPrimitives.ReadUInt16LittleEndian(Packed);

        public readonly ReadOnlySpan<byte> Name => Packed.Slice(Header, BinaryPrimitives.ReadUInt16LittleEndian(Packed[2..]));

        public readonly ReadOnlySpan<byte> Value => Packed[(Header + BinaryPrimitives.ReadUInt16LittleEndian(Packed[2..]))..];

        public bool Read()
        {
            if (_rest.IsEmpty) return false;
            var length = Header + BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]) + BinaryPrimitives.ReadUInt16LittleEndian(_rest[4..]);
            Packed = _rest[..length];
            _rest = _rest[length..];
            return true;
        }
    }
}
