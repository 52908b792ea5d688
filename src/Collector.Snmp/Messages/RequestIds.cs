using System.Buffers.Binary;

namespace Collector.Snmp.Messages;

/// <summary>
/// The request-ids that we use: 31 bits, and always four content octets, so that a written request gets another id without
/// being written anew.
/// </summary>
internal static class RequestIds
{
    public const int Size = 4;

    /// <summary>The first number whose shortest form takes four octets (X.690 8.3.2).</summary>
    public const int Min = 1 << 23;

    public const int Max = int.MaxValue;

    /// <summary>Puts another id into a message that was written with one of these.</summary>
    public static void Patch(Span<byte> message, int requestIdOffset, int requestId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestId, Min);
        BinaryPrimitives.WriteInt32BigEndian(message.Slice(requestIdOffset, Size), requestId);
    }
}
