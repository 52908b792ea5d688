namespace Collector.Benchmarks.Gate;

/// <summary>The work that a benchmark's time is told in.</summary>
internal enum ReferenceKind
{
    /// <summary>Look at octets one by one, branch, copy blocks, write decimals.</summary>
    Octets,

    /// <summary>The library's HMAC-SHA and AES. Whether a processor has instructions for them makes a difference that is not ours.</summary>
    Ciphers,
}
