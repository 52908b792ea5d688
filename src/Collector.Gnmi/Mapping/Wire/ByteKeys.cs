using System.Diagnostics.CodeAnalysis;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Byte strings as keys of a dictionary that is asked with spans.</summary>
internal sealed class ByteKeys : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static ByteKeys Comparer { get; } = new();

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public bool Equals(byte[]? x, byte[]? y) => x is not null && y is not null && x.AsSpan().SequenceEqual(y);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());
}
