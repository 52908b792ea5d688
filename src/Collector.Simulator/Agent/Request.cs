using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>A request as the agent understood it. The spans lie in the datagram.</summary>
internal readonly ref struct Request
{
    public required ReadOnlySpan<byte> Datagram { get; init; }
    public required SnmpVersion Version { get; init; }
    public required ReadOnlySpan<byte> Community { get; init; }
    public required PduHeader Header { get; init; }
    public required ReadOnlySpan<byte> VarbindList { get; init; }
    public required AskedNames Names { get; init; }

    public ReadOnlySpan<byte> Name(int number) => Names.Name(Datagram, number);
}

/// <summary>What became of a datagram: a request, or one of the reasons why an agent stays silent.</summary>
internal enum RequestOutcome : byte
{
    Accepted,
    Malformed,
    UnsupportedVersion,
    WrongCommunity,

    /// <summary>A response, a trap, or GETBULK in version 1.</summary>
    NotARequest,
}
