namespace Collector.Snmp.Security.Usm;

/// <summary>Room for the ciphers of one thread: the base class library's block transforms want arrays.</summary>
/// <remarks>One thread at a time; what <see cref="Plain"/> holds is valid until the next message is opened.</remarks>
internal sealed class CipherBuffers
{
    // The longest datagram, a block of initialisation vector in front, and a block for the last part.
    private const int Size = 65_536 + (2 * UsmCipher.LongestBlock);

    /// <summary>What goes through the block cipher.</summary>
    internal byte[] Input { get; } = new byte[Size];

    /// <summary>What comes out of it.</summary>
    internal byte[] Output { get; } = new byte[Size];

    /// <summary>The scoped PDU of the message that was opened last.</summary>
    public byte[] Plain { get; } = new byte[Size];
}
