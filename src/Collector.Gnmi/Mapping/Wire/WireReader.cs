using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Reads protobuf fields from a span: tags, varints, fixed widths, lengths. Never throws; once something is wrong it stays at its end with <see cref="IsBroken"/>.</summary>
/// <remarks>
/// Protocol Buffers encoding. Every length is checked against what is left before it is used. What is long or rare is done by static methods that return the next
/// position: a reader that is never passed by reference lives in registers.
/// </remarks>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;

    private const int Broken = -1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool IsBroken => _at < 0;

    /// <summary>How far it has read.</summary>
    public readonly int Position => _at;

    /// <summary>The field's number and type, as one number: number × 8 + type. False at the end, or when the bytes are no tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadTag(out uint tag)
    {
        tag = 0;
        if ((uint)_at >= (uint)_bytes.Length) return false;
        uint first = _bytes[_at];
        if (first is >= 8 and < 0x80) // field 0 does not exist
        {
            _at++;
            tag = first;
            return true;
        }

        _at = AfterLongTag(_bytes, _at, out var longTag);
        tag = longTag;
        return _at >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if ((uint)_at < (uint)_bytes.Length && _bytes[_at] < 0x80) return _bytes[_at++]; // most lengths
        _at = AfterLongVarint(_bytes, _at, out var value);
        return value;
    }

    public ulong ReadFixed64()
    {
        if (!TryPass(sizeof(ulong))) return 0;
        return BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(_at - sizeof(ulong))..]);
    }

    public uint ReadFixed32()
    {
        if (!TryPass(sizeof(uint))) return 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(_at - sizeof(uint))..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (_at < 0 || length > (ulong)(_bytes.Length - _at))
        {
            _at = Broken;
            return default;
        }

        _at += (int)length;
        return _bytes.Slice(_at - (int)length, (int)length);
    }

    /// <summary>The next field of one number and type, others passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNext(uint wanted, out ReadOnlySpan<byte> bytes)
    {
        while (TryReadTag(out var tag))
        {
            if (tag == wanted)
            {
                bytes = ReadBytes();
                return _at >= 0;
            }

            Skip(tag);
        }

        bytes = default;
        return false;
    }

    /// <summary>Passes over the value of a field that is not wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(uint tag) => _at = AfterValue(_bytes, _at, tag);

    private bool TryPass(int length)
    {
        _at = _at >= 0 && _bytes.Length - _at >= length ? _at + length : Broken;
        return _at >= 0;
    }

    private static int AfterValue(ReadOnlySpan<byte> bytes, int at, uint tag)
    {
        var rest = new WireReader(bytes) { _at = at };
        switch (tag & 7)
        {
            case Varint:
                rest.ReadVarint();
                return rest._at;
            case Fixed64:
                rest.ReadFixed64();
                return rest._at;
            case Bytes:
                rest.ReadBytes();
                return rest._at;
            case Fixed32:
                rest.ReadFixed32();
                return rest._at;
            default:
                return Broken; // groups were never part of proto3
        }
    }

    private static int AfterLongTag(ReadOnlySpan<byte> bytes, int at, out uint tag)
    {
        var end = AfterLongVarint(bytes, at, out var value);
        tag = (uint)value;
        return value is >= 8 and <= uint.MaxValue ? end : Broken;
    }

    private static int AfterLongVarint(ReadOnlySpan<byte> bytes, int at, out ulong value)
    {
        value = 0;
        var shift = 0;
        if (at >= 0 && bytes.Length - at >= sizeof(ulong))
        {
            var length = VarintOctets.ReadFirst(bytes[at..], out value);
            if (length > 0) return at + length;
            (at, shift) = (at + sizeof(ulong), 7 * sizeof(ulong)); // as times have: nine octets
        }

        for (; shift < 70; shift += 7)
        {
            if ((uint)at >= (uint)bytes.Length) break;
            ulong next = bytes[at++];
            value |= (next & 0x7F) << shift; // what the tenth octet has above bit 63 is dropped, as everybody does
            if (next < 0x80) return at;
        }

        value = 0;
        return Broken;
    }
}
