using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Collector.Export.RemoteWrite.Snappy;

/// <summary>Writes Snappy's block format: what remote write compresses requests with (decision 0014).</summary>
/// <remarks>One thread. Nothing is allocated after the first call. Format: the length as a varint, then literals and copies of earlier bytes.</remarks>
internal sealed class SnappyEncoder
{
    private const int BlockLength = 1 << 16; // copies stay within a block, so an offset fits in two bytes
    private const int TableBits = 14;
    private const int Margin = 15;           // the last bytes of a block are always literal, so that eight may be read at once

    private readonly ushort[] _positions = new ushort[1 << TableBits];

    /// <summary>The most bytes that <paramref name="length"/> bytes can become.</summary>
    public static int MaxLength(int length) => 32 + length + length / 6;

    /// <returns>Bytes written to <paramref name="destination"/>, which must hold <see cref="MaxLength"/>.</returns>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var at = WriteLength((uint)source.Length, destination);
        while (!source.IsEmpty)
        {
            var block = source[..Math.Min(BlockLength, source.Length)];
            at = EncodeBlock(block, destination, at);
            source = source[block.Length..];
        }

        return at;
    }

    private static int WriteLength(uint length, Span<byte> destination)
    {
        var at = 0;
        for (; length >= 0x80; length >>= 7) destination[at++] = (byte)(length | 0x80);
        destination[at++] = (byte)length;
        return at;
    }

    private int EncodeBlock(ReadOnlySpan<byte> block, Span<byte> destination, int at)
    {
        var literal = 0; // what is not written yet begins here
        var last = block.Length - Margin;
        if (last > 0)
        {
            Array.Clear(_positions);
            var next = 1;
            while (TryFindCopy(block, last, ref next, out var candidate))
            {
                if (next > literal) at = WriteLiteral(block[literal..next], destination, at);
                at = WriteCopies(block, last, ref next, candidate, destination, at);
                literal = next;
                if (next >= last) break;
                next++;
            }
        }

        return literal < block.Length ? WriteLiteral(block[literal..], destination, at) : at;
    }

    /// <summary>Looks for four bytes that were there before. The longer it finds none, the larger are its steps: bytes that do not repeat cost little.</summary>
    private bool TryFindCopy(ReadOnlySpan<byte> block, int last, ref int next, out int candidate)
    {
        ref var positions = ref MemoryMarshal.GetArrayDataReference(_positions);
        for (var misses = 32; next < last; next += misses++ >> 5)
        {
            var four = Four(block, next);
            ref var position = ref Unsafe.Add(ref positions, Hash(four));
            candidate = position;
            position = (ushort)next;
            if (Four(block, candidate) == four) return true;
        }

        candidate = 0;
        return false;
    }

    /// <summary>Writes the copy that was found, and copies that follow it directly.</summary>
    private int WriteCopies(ReadOnlySpan<byte> block, int last, ref int next, int candidate, Span<byte> destination, int at)
    {
        while (true)
        {
            var length = 4 + CommonLength(block, candidate + 4, next + 4);
            at = WriteCopy(next - candidate, length, destination, at);
            next += length;
            if (next >= last) return at;
            _positions[Hash(Four(block, next - 1))] = (ushort)(next - 1);
            var four = Four(block, next);
            ref var position = ref _positions[Hash(four)];
            candidate = position;
            position = (ushort)next;
            if (Four(block, candidate) != four) return at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(ReadOnlySpan<byte> block, int at) => BinaryPrimitives.ReadUInt32LittleEndian(block[at..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(uint four) => (int)(four * 0x1e35a7bd >> (32 - TableBits));

    private static int CommonLength(ReadOnlySpan<byte> block, int earlier, int later)
    {
        var length = 0;
        while (block.Length - later - length >= 8)
        {
            var difference = BinaryPrimitives.ReadUInt64LittleEndian(block[(earlier + length)..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(block[(later + length)..]);
            if (difference != 0) return length + (BitOperations.TrailingZeroCount(difference) >> 3);
            length += 8;
        }

        while (later + length < block.Length && block[earlier + length] == block[later + length]) length++;
        return length;
    }

    private static int WriteLiteral(ReadOnlySpan<byte> literal, Span<byte> destination, int at)
    {
        var less = literal.Length - 1; // a length is written less one
        switch (less)
        {
            case < 60:
                destination[at++] = (byte)(less << 2);
                break;
            case < 256:
                destination[at++] = 60 << 2;
                destination[at++] = (byte)less;
                break;
            default:
                destination[at++] = 61 << 2;
                BinaryPrimitives.WriteUInt16LittleEndian(destination[at..], (ushort)less);
                at += 2;
                break;
        }

        literal.CopyTo(destination[at..]);
        return at + literal.Length;
    }

    private static int WriteCopy(int offset, int length, Span<byte> destination, int at)
    {
        while (length >= 68) // so that no rest is shorter than four
        {
            at = WriteLongCopy(offset, 64, destination, at);
            length -= 64;
        }

        if (length > 64)
        {
            at = WriteLongCopy(offset, 60, destination, at);
            length -= 60;
        }

        if (length >= 12 || offset >= 2048) return WriteLongCopy(offset, length, destination, at);
        destination[at++] = (byte)(offset >> 8 << 5 | length - 4 << 2 | 1);
        destination[at++] = (byte)offset;
        return at;
    }

    private static int WriteLongCopy(int offset, int length, Span<byte> destination, int at)
    {
        destination[at] = (byte)(length - 1 << 2 | 2);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 1)..], (ushort)offset);
        return at + 3;
    }
}
