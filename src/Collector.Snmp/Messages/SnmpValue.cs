using System.Buffers.Binary;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages;

/// <summary>The value of a varbind as it lies in the datagram. Nothing in it was checked but its length.</summary>
public readonly ref struct SnmpValue(SmiType type, ReadOnlySpan<byte> content)
{
    // The extension tags of draft-perkins-opaque, the only tags of two octets that agents send.
    private const ushort OpaqueFloat = 0x9F78;
    private const ushort OpaqueDouble = 0x9F79;

    public SmiType Type { get; } = type;

    /// <summary>The content octets; valid as long as the datagram's buffer.</summary>
    public ReadOnlySpan<byte> Content { get; } = content;

    /// <summary>noSuchObject, noSuchInstance or endOfMibView instead of a value.</summary>
    public bool IsException => Type is SmiType.NoSuchObject or SmiType.NoSuchInstance or SmiType.EndOfMibView;

    /// <summary>Counter32, Gauge32, TimeTicks, UInteger32 or Counter64.</summary>
    public bool IsUnsigned => Type is SmiType.Counter32 or SmiType.Gauge32 or SmiType.TimeTicks or SmiType.UInteger32 or SmiType.Counter64;

    /// <summary>
    /// An INTEGER as signed, an unsigned type as unsigned: never negative, whether or not the agent sent the leading zero
    /// octet. False for other types, bad content and numbers beyond 2^63-1.
    /// </summary>
    public bool TryGetInt64(out long value)
    {
        if (Type == SmiType.Integer32)
        {
            return BerInteger.TryReadSigned(Content, out value) == DecodeStatus.Ok;
        }
        value = 0;
        if (!IsUnsigned || BerInteger.TryReadUnsigned(Content, out ulong unsigned) != DecodeStatus.Ok || unsigned > long.MaxValue)
        {
            return false;
        }
        value = (long)unsigned;
        return true;
    }

    /// <summary>
    /// An unsigned type, or an INTEGER that is not negative. A 32-bit type may exceed 32 bits if the agent sent that.
    /// False for other types and bad content.
    /// </summary>
    public bool TryGetUInt64(out ulong value)
    {
        if (IsUnsigned)
        {
            return BerInteger.TryReadUnsigned(Content, out value) == DecodeStatus.Ok;
        }
        value = 0;
        if (Type != SmiType.Integer32 || BerInteger.TryReadSigned(Content, out long signed) != DecodeStatus.Ok || signed < 0)
        {
            return false;
        }
        value = (ulong)signed;
        return true;
    }

    /// <summary>Whether what <see cref="TryGetOpaqueDouble"/> gets was sent in single precision.</summary>
    public bool IsOpaqueFloat => Type == SmiType.Opaque && BinaryPrimitives.TryReadUInt16BigEndian(Content, out var tag) && tag == OpaqueFloat;

    /// <summary>The Float or Double inside an Opaque.</summary>
    public bool TryGetOpaqueDouble(out double value)
    {
        value = 0;
        if (Type != SmiType.Opaque || !BinaryPrimitives.TryReadUInt16BigEndian(Content, out ushort tag))
        {
            return false;
        }
        if (BerLength.TryRead(Content[2..], out int length, out int size) != DecodeStatus.Ok || length != Content.Length - 2 - size)
        {
            return false;
        }
        ReadOnlySpan<byte> number = Content[(2 + size)..];
        switch (tag)
        {
            case OpaqueFloat when length == sizeof(float):
                value = BinaryPrimitives.ReadSingleBigEndian(number);
                return true;
            case OpaqueDouble when length == sizeof(double):
                value = BinaryPrimitives.ReadDoubleBigEndian(number);
                return true;
            default:
                return false;
        }
    }
}
