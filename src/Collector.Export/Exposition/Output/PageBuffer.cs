using System.Buffers;

namespace Collector.Export.Exposition.Output;

/// <summary>The part of a page that is written and not yet sent: about 64 KB, in one piece so that lines are composed without gaps.</summary>
/// <remarks>One page at a time. It grows only when 64 rows of one column are longer than its spare half.</remarks>
internal sealed class PageBuffer : IDisposable
{
    /// <summary>Bytes from which the buffer should be sent. Smaller makes more system calls, larger does not make fewer cycles.</summary>
    public const int SendAt = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(2 * SendAt);

    /// <summary>Bytes written and not yet sent.</summary>
    public int Length { get; private set; }

    public bool IsFull => Length >= SendAt;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Room for at least <paramref name="length"/> bytes; <see cref="Advance"/> keeps what was written there.</summary>
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length) Grow(length);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int length) => Length += length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Takes back what was written last, or forgets what was sent.</summary>
    public void Truncate(int length) => Length = length;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Length + length));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
