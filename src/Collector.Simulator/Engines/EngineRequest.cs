using Collector.Snmp.Messages.V3;
using Collector.Snmp.Security.Usm;

namespace Collector.Simulator.Engines;

/// <summary>An SNMPv3 message as a device's engine understood it: who asks, and the PDU if it could be read.</summary>
internal readonly ref struct EngineRequest
{
    public required V3Message Message { get; init; }

    /// <summary>The keys that the answer is made with; null while the user is unknown.</summary>
    public UserKeys? Keys { get; init; }

    public required EngineClock Clock { get; init; }

    public ReadOnlySpan<byte> ContextEngineId { get; init; }

    public ReadOnlySpan<byte> ContextName { get; init; }

    /// <summary>What the PDU lies in: the datagram, or the decrypted octets.</summary>
    public ReadOnlySpan<byte> Octets { get; init; }

    public ReadOnlySpan<byte> Pdu { get; init; }
}

/// <summary>What an engine calls itself and its time, in seconds (RFC 3414 section 2.2).</summary>
internal readonly record struct EngineClock(byte[] EngineId, int Boots, int Time);

/// <summary>What an engine does with a message (RFC 3414 section 3.2). The numbers are those of usmStats, whose counter a report carries.</summary>
internal enum EngineOutcome : byte
{
    /// <summary>Ask the agent.</summary>
    Request = 0,
    UnsupportedSecurityLevel = 1,
    NotInTimeWindow = 2,
    UnknownUser = 3,
    UnknownEngineId = 4,
    WrongDigest = 5,
    DecryptionError = 6,

    /// <summary>No answer.</summary>
    Malformed,
}
