using System.Runtime.InteropServices;

namespace Collector.Pipeline.Store;

/// <summary>What is remembered of one poll of one target, in 48 octets: twenty of them for each target. Times are kept to 10 µs, and up to 11 hours.</summary>
[StructLayout(LayoutKind.Auto)] // in the order of declaration it would have gaps
public readonly record struct PollRecord
{
    private const long TicksInUnit = 10 * TimeSpan.TicksPerMicrosecond;
    private const long TicksInWait = 10 * TimeSpan.TicksPerMillisecond;

    private readonly uint _duration;
    private readonly uint _roundTrip;
    private readonly uint _lateness;
    private readonly ushort _waited;

    public required long StartedUnixMs { get; init; }

    public required TimeSpan Duration { get => Time(_duration); init => _duration = Units(value); }

    public required PollOutcome Outcome { get; init; }

    /// <summary>The first reason that a walk was cut short for, or <see cref="WalkEnd.Complete"/>.</summary>
    public WalkEnd Truncated { get; init; }

    /// <summary>Why there was no answer, as far as somebody said.</summary>
    public AccessProblem Problem { get; init; }

    /// <summary>What was wrong with a reply that could not be used; the last one counts.</summary>
    public ReplyFault Fault { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public int Requests { get; init; }

    public int Retries { get; init; }

    public int Varbinds { get; init; }

    /// <summary>The shortest time from a request to its reply; zero without a reply.</summary>
    public TimeSpan RoundTrip { get => Time(_roundTrip); init => _roundTrip = Units(value); }

    /// <summary>How long after its due time the poll began.</summary>
    public TimeSpan Lateness { get => Time(_lateness); init => _lateness = Units(value); }

    /// <summary>For how long a request of it was ready and the lane had no room for its reply. Kept to 10 ms, and up to 11 minutes.</summary>
    public TimeSpan Waited { get => new(_waited * TicksInWait); init => _waited = (ushort)Math.Clamp(value.Ticks / TicksInWait, 0, ushort.MaxValue); }

    /// <summary>It could not begin before a walk on demand of the same device was over.</summary>
    public bool WasHeldUp { get; init; }

    /// <summary>How each module ended.</summary>
    public ModuleEnds Modules { get; init; }

    /// <summary>At least one valid, authenticated reply: what `up` says.</summary>
    public bool IsUp => Outcome is PollOutcome.Answered or PollOutcome.Partial;

    /// <summary>Its time was over before its questions were asked, because the collector did not get round to them: it says nothing of the device.</summary>
    public bool IsStarved => Truncated == WalkEnd.Deadline && Problem != AccessProblem.DerivingKeys && (Requests == 0 || Waited >= Duration / 2);

    private static TimeSpan Time(uint units) => new(units * TicksInUnit);

    private static uint Units(TimeSpan time) => (uint)Math.Clamp((time.Ticks + TicksInUnit - 1) / TicksInUnit, 0, uint.MaxValue);
}
