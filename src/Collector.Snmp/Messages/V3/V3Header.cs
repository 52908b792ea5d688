namespace Collector.Snmp.Messages.V3;

/// <summary>All that stands around the PDU of an SNMPv3 message that is to be written (RFC 3412 section 6, RFC 3414 section 2.4).</summary>
internal readonly ref struct V3Header
{
    public required int Id { get; init; }

    /// <summary>The longest message that we take.</summary>
    public required int MaxSize { get; init; }

    public MessageFlags Flags { get; init; }

    public ReadOnlySpan<byte> EngineId { get; init; }

    public int Boots { get; init; }

    public int Time { get; init; }

    public ReadOnlySpan<byte> UserName { get; init; }

    /// <summary>Octets kept free for the signature.</summary>
    public int TagSize { get; init; }

    /// <summary>Octets kept free for the salt.</summary>
    public int SaltSize { get; init; }

    /// <summary>The scoped PDU is filled up to a multiple of this, if it is to be encrypted.</summary>
    public int PaddedTo { get; init; }

    public ReadOnlySpan<byte> ContextEngineId { get; init; }

    public ReadOnlySpan<byte> ContextName { get; init; }

    public bool IsEncrypted => (Flags & MessageFlags.Encrypted) != 0;
}
