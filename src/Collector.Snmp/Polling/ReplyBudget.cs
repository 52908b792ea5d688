namespace Collector.Snmp.Polling;

/// <summary>How many replies may be on their way at once: what the socket's receive buffer holds, so that a burst of them is not lost.</summary>
/// <remarks>
/// The lane's thread only. The kernel charges a datagram its page-rounded size and a structure of its own against the buffer: 2,304 octets for
/// a reply of 1,400, so that the default buffer of 212,992 holds 92 of them.
/// </remarks>
internal sealed class ReplyBudget
{
    /// <summary>What is set aside for a target whose replies are not known yet: one Ethernet frame.</summary>
    public const int UsualReply = 1400;

    private const int Overhead = 256;
    private readonly int _capacity;
    private int _taken;

    /// <param name="receiveBufferBytes">As granted by the kernel, which is twice what it takes as a request.</param>
    public ReplyBudget(int receiveBufferBytes) => _capacity = receiveBufferBytes;

    /// <summary>The charge for a reply of this size.</summary>
    public static int ChargeFor(int replyLength) => Overhead + (Math.Max(replyLength, UsualReply) + 2047 & ~2047);

    /// <summary>Sets room aside. One request is always let through, however large its reply may be.</summary>
    public bool TryTake(int charge)
    {
        if (_taken > 0 && _taken + charge > _capacity) return false;
        _taken += charge;
        return true;
    }

    public void Release(int charge) => _taken -= charge;
}
