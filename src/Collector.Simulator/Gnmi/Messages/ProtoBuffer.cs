using System.Buffers;
using System.Buffers.Binary;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Writes protobuf fields into a buffer that grows, lengths of nested messages afterwards. One thread.</summary>
internal sealed class ProtoBuffer : IBufferWriter<byte>
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private byte[] _octets = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, Length);

    /// <summary>How much it could hold without growing.</summary>
    public int Capacity => _octets.Length;

    public void Clear() => Length = 0;

    /// <summary>What was written somewhere, to be written again.</summary>
    public Span<byte> At(int position, int length) => _octets.AsSpan(position, length);

    public void Number(int field, ulong value)
    {
        WriteVarint((ulong)(field << 3 | Varint));
        WriteVarint(value);
    }

    public void Double(int field, double value)
    {
        WriteVarint((ulong)(field << 3 | Fixed64));
        BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);
    }

    public void Float(int field, float value)
    {
        WriteVarint((ulong)(field << 3 | Fixed32));
        BinaryPrimitives.WriteSingleLittleEndian(Take(sizeof(float)), value);
    }

    public void Octets(int field, ReadOnlySpan<byte> octets)
    {
        WriteVarint((ulong)(field << 3 | Delimited));
        WriteVarint((ulong)octets.Length);
        octets.CopyTo(Take(octets.Length));
    }

    public void Text(int field, string text)
    {
        var start = Begin(field);
        Length += System.Text.Encoding.UTF8.GetBytes(text, GetSpan(text.Length * 3));
        End(start);
    }

    /// <summary>Fields that were encoded before.</summary>
    public void Raw(ReadOnlySpan<byte> fields) => fields.CopyTo(Take(fields.Length));

    /// <summary>Begins a nested message, or a string or octets written through <see cref="IBufferWriter{T}"/>; what it returns is for <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        WriteVarint((ulong)(field << 3 | Delimited));
        Take(1); // lengths up to 127 need no more
        return Length;
    }

    public void End(int start)
    {
        var length = Length - start;
        var more = 0;
        for (var rest = length >> 7; rest > 0; rest >>= 7) more++;
        if (more > 0)
        {
            Take(more);
            Array.Copy(_octets, start, _octets, start + more, length);
        }

        var end = Length;
        Length = start - 1;
        WriteVarint((ulong)length);
        Length = end;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 256));
        return _octets.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void WriteVarint(ulong value)
    {
        var room = Room(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7) room[count++] = (byte)(value | 0x80);
        room[count++] = (byte)value;
        Length += count;
    }

    private Span<byte> Take(int count)
    {
        var room = Room(count)[..count];
        Length += count;
        return room;
    }

    private Span<byte> Room(int count)
    {
        Grow(count);
        return _octets.AsSpan(Length);
    }

    private void Grow(int count)
    {
        if (_octets.Length - Length < count) Array.Resize(ref _octets, Math.Max(2 * _octets.Length, Length + count));
    }
}
