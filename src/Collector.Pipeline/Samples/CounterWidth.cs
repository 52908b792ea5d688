namespace Collector.Pipeline.Samples;

/// <summary>After how many bits a counter begins anew at 0.</summary>
public enum CounterWidth : byte
{
    /// <summary>Nobody has said so, or devices do not agree.</summary>
    Unknown,
    Bits32,
    Bits64,
}
