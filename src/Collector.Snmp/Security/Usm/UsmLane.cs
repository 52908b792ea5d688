namespace Collector.Snmp.Security.Usm;

/// <summary>What all SNMPv3 targets of one lane share: its clock, its buffers, the engines it knows, and the way back to its thread.</summary>
/// <remarks>The lane's thread, but for <see cref="Keys"/> and <see cref="PostAsync"/>, which any thread may use.</remarks>
/// <param name="keys">Derives keys elsewhere.</param>
/// <param name="nowMs">Monotonic milliseconds that go on while the process stands still: engines' clocks do.</param>
/// <param name="post">Has something done on the lane.</param>
internal sealed class UsmLane(KeyStore keys, Func<long> nowMs, Func<Action, ValueTask> post)
{
    // Random, so that a restarted daemon does not encrypt with a salt that the same keys have seen (RFC 3826 section 3.1.2.1).
    private ulong _salt = (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);

    private CipherBuffers? _buffers;

    public KeyStore Keys => keys;

    /// <summary>Made when the first encrypted reply comes: most lanes never see one.</summary>
    public CipherBuffers Buffers => _buffers ??= new CipherBuffers();

    public EngineTable Engines { get; } = new();

    public long NowMs => nowMs();

    public ulong NextSalt() => _salt++;

    public ValueTask PostAsync(Action work) => post(work);
}
