using System.Text;

namespace Collector.Pipeline.Scheduling;

/// <summary>When a target is polled: at a phase of its interval that depends on its name alone, so that restarts and reloads keep it.</summary>
/// <remarks>Times are Unix milliseconds. Pure: who asks says what time it is.</remarks>
public readonly struct PollSchedule
{
    /// <summary>First polls are spread over no more than this.</summary>
    public static readonly TimeSpan LongestSpread = TimeSpan.FromSeconds(10);

    private readonly ulong _hash;
    private readonly long _interval;

    public PollSchedule(string instance, TimeSpan interval)
    {
        _hash = StableHash(instance);
        _interval = Math.Max(1, (long)interval.TotalMilliseconds);
    }

    /// <summary>How far after each whole multiple of the interval the target is due.</summary>
    public long Phase => (long)(_hash % (ulong)_interval);

    /// <summary>The first poll of a target that has just appeared together with <paramref name="companions"/> others.</summary>
    /// <remarks>Few targets need no spread: a hundred a second is far below what a lane can start.</remarks>
    public long First(long now, int companions)
    {
        var spread = Math.Min(Math.Min(_interval, (long)LongestSpread.TotalMilliseconds), 10L * companions);
        return now + (spread == 0 ? 0 : (long)(_hash >> 20) % spread);
    }

    /// <summary>The poll after one that begins at <paramref name="begun"/>: the first phase point at least half an interval later.</summary>
    /// <remarks>After a poll on time that is the next point. After a late one, or the first, points too near are left out, and none is made up for.</remarks>
    public long Following(long begun) => PhasePointAtOrAfter(begun + (_interval + 1) / 2);

    /// <summary>Phase points in the open span between two times: polls that did not happen.</summary>
    public long PointsBetween(long after, long before) => Math.Max(0, FloorDivide(before - 1 - Phase) - FloorDivide(after - Phase));

    /// <summary>FNV-1a over UTF-8, then mixed: the same on every machine and in every version, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static ulong StableHash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = (hash ^ octet) * 1099511628211UL;

        // FNV's low bits are weak for names that differ in the last digit only; the finaliser of MurmurHash3 spreads them.
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53UL;
        return (hash ^ hash >> 33) >> 1;
    }

    private long PhasePointAtOrAfter(long time) => (FloorDivide(time - 1 - Phase) + 1) * _interval + Phase;

    private long FloorDivide(long value) => value >= 0 ? value / _interval : -((-value + _interval - 1) / _interval);
}
