namespace Collector.Snmp.Security;

/// <summary>Whether requests can be put into messages at present.</summary>
internal enum SecurityReadiness : byte
{
    /// <summary>Any number of them.</summary>
    Ready,

    /// <summary>The agent's engine is not known: the next message asks for it, and all others wait for the answer.</summary>
    Undiscovered,

    /// <summary>Keys are being derived elsewhere; nothing can be sent until they are there.</summary>
    DerivingKeys,
}
