namespace Collector.Snmp.Polling;

/// <summary>How many replies may be on their way at once: what the socket's receive buffer holds, so that a burst of them is not lost.</summary>
/// <remarks>
/// The lane's thread only. Linux charges a datagram against the buffer with the memory it lies in, a power of two, and a structure of its own:
/// 2,304 octets for a reply of 1,400, so that the default buffer of 212,992 holds 92 of them. It also gives back what was read only when that is a
/// quarter of the buffer (udp_rmem_release), so a quarter is never used.
/// </remarks>
internal sealed class ReplyBudget
{
    /// <summary>What is set aside for a target whose replies are not known yet: one Ethernet frame.</summary>
    public const int UsualReply = 1400;

    /// <summary>Replies that did not come within this many milliseconds have left the burst; those that never come must not keep the others waiting.</summary>
    public const int HoldMs = 500;

    private const int Descriptor = 256;  // struct sk_buff
    private const int Surroundings = 384; // headers of UDP, IP and link, and struct skb_shared_info, in the same memory
    private const int LargestPowerOfTwo = 16_384; // beyond it the kernel takes pages as they are needed
    private readonly int _capacity;
    private readonly int _most;
    private int _taken;
    private int _count;

    /// <param name="receiveBufferBytes">As granted by the kernel, which is twice what it takes as a request.</param>
    /// <param name="most">Replies that may be awaited at once, whatever their size.</param>
    public ReplyBudget(int receiveBufferBytes, int most = int.MaxValue) => (_capacity, _most) = (receiveBufferBytes / 4 * 3, most);

    /// <summary>Octets set aside now.</summary>
    public int Taken => _taken;

    /// <summary>Whether it is their number and not their size that keeps others waiting.</summary>
    public bool IsAtLimit => _count >= _most;

    /// <summary>The charge for a reply of this size, as measured with SO_MEMINFO.</summary>
    public static int ChargeFor(int replyLength)
    {
        var memory = Math.Max(replyLength, UsualReply) + Surroundings;
        return Descriptor + (memory <= LargestPowerOfTwo ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)memory) : memory + Surroundings);
    }

    /// <summary>Sets room aside. One request is always let through, however large its reply may be.</summary>
    public bool TryTake(int charge)
    {
        if (IsAtLimit || (_taken > 0 && _taken + charge > _capacity)) return false;
        _count++;
        _taken += charge;
        return true;
    }

    /// <summary>Gives a charge back; 0 stands for one that was given back before.</summary>
    public void Release(int charge)
    {
        if (charge == 0) return;
        _count--;
        _taken -= charge;
    }
}
