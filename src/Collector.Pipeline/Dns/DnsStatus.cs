namespace Collector.Pipeline.Dns;

/// <summary>What a message turned out to be.</summary>
internal enum DnsStatus
{
    /// <summary>The answer, maybe without records of the type that was asked for.</summary>
    Answered,

    /// <summary>The name does not exist.</summary>
    NoSuchName,

    /// <summary>It does not fit into a datagram; TCP has all of it.</summary>
    Truncated,

    /// <summary>The server does not understand EDNS (RFC 6891 section 7).</summary>
    NotUnderstood,

    /// <summary>The server could not, or would not.</summary>
    Refused,

    /// <summary>Not the answer to our question: it may still come.</summary>
    Foreign,

    /// <summary>Not a message of the DNS.</summary>
    Malformed,
}
