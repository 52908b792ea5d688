using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Faults;

/// <summary>Turns a right reply into one that cannot be taken for it.</summary>
internal static class Damage
{
    private const byte UnknownPdu = 0xAF;

    /// <summary>Damages the reply at the front of <paramref name="room"/>; returns how many octets are to be sent.</summary>
    public static int Apply(GarbageKind kind, Span<byte> room, int length, ref FaultDice dice)
    {
        var reply = room[..length];
        switch (kind)
        {
            case GarbageKind.CutShort: return 1 + dice.Next(length - 1);
            case GarbageKind.Noise: return MakeNoise(reply, ref dice);
            case GarbageKind.WrongTag: reply[PduAt(reply)] = UnknownPdu; return length;
            case GarbageKind.OverrunningLength: return Overrun(reply);
            case GarbageKind.IndefiniteLength: reply[1] = 0x80; return length;
            case GarbageKind.OtherRequestId: ChangeRequestId(reply); return length;
            case GarbageKind.Empty: return 0;
            default: return MakeNoise(room, ref dice);
        }
    }

    private static int MakeNoise(Span<byte> octets, ref FaultDice dice)
    {
        dice.Fill(octets);
        // Anything but a SEQUENCE, or one time in 2^40 the noise would be a message.
        if (octets[0] == BerTag.Sequence) octets[0] = 0;
        return octets.Length;
    }

    /// <summary>Raises the message's length in place, and cuts an octet so that it is too long even if it was at the most already.</summary>
    private static int Overrun(Span<byte> reply)
    {
        if (reply[1] < 0x80) reply[1] = 0x7F;
        else reply[2] = 0xFF;
        return reply.Length - 1;
    }

    // All bits of the first content octet but the sign and the lowest: far from any request that may be in flight too.
    private static void ChangeRequestId(Span<byte> reply)
    {
        var pdu = new BerReader(reply[PduAt(reply)..]);
        if (pdu.TryRead(out _, out var content) != DecodeStatus.Ok) return;
        new BerReader(content).TryRead(out _, out var requestId);
        if (((ReadOnlySpan<byte>)reply).Overlaps(requestId, out var at)) reply[at] ^= 0x2A;
    }

    private static int PduAt(ReadOnlySpan<byte> reply) =>
        CommunityMessage.TryRead(reply, out _, out _, out var pdu) == DecodeStatus.Ok && reply.Overlaps(pdu, out var at) ? at : 0;
}
