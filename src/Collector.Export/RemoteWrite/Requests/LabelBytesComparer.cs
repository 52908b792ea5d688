using System.Runtime.InteropServices;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Compares encoded labels byte by byte, also when they are still in somebody's buffer.</summary>
internal sealed class LabelBytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static LabelBytesComparer Instance { get; } = new();

    public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    public int GetHashCode(byte[] labels) => GetHashCode(labels.AsSpan());

    public bool Equals(ReadOnlySpan<byte> labels, byte[] other) => labels.SequenceEqual(other);

    public byte[] Create(ReadOnlySpan<byte> labels) => labels.ToArray();

    // Devices choose parts of the labels, but a target has too few series for a long chain to hurt others.
    public int GetHashCode(ReadOnlySpan<byte> labels)
    {
        var hash = (ulong)labels.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(labels)) hash = (hash ^ word) * 0x9E37_79B9_7F4A_7C15 ^ hash >> 29;
        foreach (var octet in labels[(labels.Length & ~7)..]) hash = (hash ^ octet) * 0x9E37_79B9_7F4A_7C15;
        return (int)(hash >> 32);
    }
}
