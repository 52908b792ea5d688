namespace Collector.Simulator.Network;

/// <summary>Who asked: the first eight octets of a <c>sockaddr_in</c> (family, port, address), as the kernel wrote them.</summary>
internal readonly record struct Peer(ulong Octets)
{
    /// <summary>The fifth octet is the first of the address.</summary>
    public bool IsLoopback => (byte)(Octets >> 32) == 127;
}
