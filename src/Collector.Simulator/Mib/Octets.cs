using System.Buffers;
using System.Buffers.Text;

namespace Collector.Simulator.Mib;

/// <summary>Composes the content of a string, as a <see cref="ContentFormula"/> wants it. String interpolation would box its numbers until it is optimised.</summary>
internal readonly ref struct Octets
{
    private readonly Span<byte> _rest;

    public Octets(Span<byte> into) : this(into, 0) { }

    private Octets(Span<byte> rest, int length)
    {
        _rest = rest;
        Length = length;
    }

    /// <summary>Octets written so far.</summary>
    public int Length { get; }

    public static int Copy(ReadOnlySpan<byte> octets, Span<byte> into) => new Octets(into).Add(octets).Length;

    public Octets Add(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_rest);
        return new Octets(_rest[octets.Length..], Length + octets.Length);
    }

    /// <summary>A decimal number, with zeros in front if it has fewer digits than asked for.</summary>
    public Octets Add(ulong number, byte digits = 1)
    {
        Utf8Formatter.TryFormat(number, _rest, out var written, new StandardFormat('D', digits));
        return new Octets(_rest[written..], Length + written);
    }

    public Octets Add(int number, byte digits = 1) => Add((ulong)number, digits);
}
