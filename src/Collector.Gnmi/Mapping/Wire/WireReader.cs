using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Reads protobuf fields from a span: tags, varints, fixed widths, lengths. Never throws; once something is wrong it stays at its end with <see cref="IsBroken"/>.</summary>
/// <remarks>Protocol Buffers encoding. Every length is checked against what is left before it is used.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public bool IsBroken { get; private set; }

    /// <summary>The field's number and type, as one number: number × 8 + type. False at the end, or when the bytes are no tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadTag(out uint tag)
    {
        tag = 0;
        if (_at >= _bytes.Length) return false;
        uint first = _bytes[_at];
        if (first is >= 8 and < 0x80) // field 0 does not exist
        {
            _at++;
            tag = first;
            return true;
        }

        return TryReadLongTag(out tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if ((uint)_at < (uint)_bytes.Length && _bytes[_at] < 0x80) return _bytes[_at++]; // most lengths
        return ReadLongVarint();
    }

    public ulong ReadFixed64()
    {
        if (_bytes.Length - _at < sizeof(ulong)) return Break();
        _at += sizeof(ulong);
        return BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(_at - sizeof(ulong))..]);
    }

    public uint ReadFixed32()
    {
        if (_bytes.Length - _at < sizeof(uint)) return (uint)Break();
        _at += sizeof(uint);
        return BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(_at - sizeof(uint))..]);
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (IsBroken || length > (ulong)(_bytes.Length - _at))
        {
            Break();
            return default;
        }

        _at += (int)length;
        return _bytes.Slice(_at - (int)length, (int)length);
    }

    /// <summary>The next field of one number and type, others passed over.</summary>
    public bool TryReadNext(uint wanted, out ReadOnlySpan<byte> bytes)
    {
        while (TryReadTag(out var tag))
        {
            if (tag == wanted)
            {
                bytes = ReadBytes();
                return !IsBroken;
            }

            Skip(tag);
        }

        bytes = default;
        return false;
    }

    /// <summary>Passes over the value of a field that is not wanted.</summary>
    public void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                ReadFixed64();
                break;
            case Bytes:
                ReadBytes();
                break;
            case Fixed32:
                ReadFixed32();
                break;
            default:
                Break(); // groups were never part of proto3
                break;
        }
    }

    public ulong Break()
    {
        IsBroken = true;
        _at = _bytes.Length;
        return 0;
    }

    private bool TryReadLongTag(out uint tag)
    {
        var value = ReadLongVarint();
        tag = (uint)value;
        if (!IsBroken && value is >= 8 and <= uint.MaxValue) return true;
        Break();
        return false;
    }

    private ulong ReadLongVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _bytes.Length) break;
            ulong next = _bytes[_at++];
            value |= (next & 0x7F) << shift; // what the tenth octet has above bit 63 is dropped, as everybody does
            if (next < 0x80) return value;
        }

        Break();
        return 0;
    }
}
