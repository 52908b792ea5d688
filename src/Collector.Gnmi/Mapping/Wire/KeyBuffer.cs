using System.Buffers.Binary;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Builds a key of several parts, each behind its length, so that no two lists of parts make the same key. Reused.</summary>
internal sealed class KeyBuffer
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public int Length => _length;

    public void Clear() => _length = 0;

    /// <summary>Back to a length it had.</summary>
    public void Truncate(int length) => _length = length;

    public void Add(ReadOnlySpan<byte> part)
    {
        Add(part.Length);
        if (_bytes.Length - _length < part.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + part.Length));
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }

    public void Add(int number)
    {
        if (_bytes.Length - _length < sizeof(int)) Array.Resize(ref _bytes, 2 * _bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(int);
    }

    /// <summary>Takes the next part off a key.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> key)
    {
        var length = TakeNumber(ref key);
        var part = key[..length];
        key = key[length..];
        return part;
    }

    /// <summary>Takes a number off a key.</summary>
    public static int TakeNumber(ref ReadOnlySpan<byte> key)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(key);
        key = key[sizeof(int)..];
        return number;
    }
}
