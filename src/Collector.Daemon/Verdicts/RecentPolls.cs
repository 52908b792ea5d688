using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>What the last polls of a target say together. Polls that the collector did not get round to say nothing of the device.</summary>
/// <param name="newestFirst">At least one.</param>
/// <param name="finished">Polls since the target was loaded.</param>
internal readonly ref struct RecentPolls(ReadOnlySpan<PollRecord> newestFirst, long finished)
{
    // A poll this late is worth a look: the lanes' own lateness is a few milliseconds.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    // Lanes end a poll within milliseconds of its time.
    private static readonly TimeSpan Overdue = TimeSpan.FromMilliseconds(200);

    private readonly ReadOnlySpan<PollRecord> _recent = newestFirst;

    public int Count => _recent.Length;

    public PollRecord Last => _recent[0];

    /// <summary>Whether these are all that there were.</summary>
    public bool AreAll => _recent.Length == finished;

    /// <summary>Two polls in a row that began late: one alone is a pause of the host. One that waited for a walk on demand is late for that reason.</summary>
    public bool AreBehind => _recent.Length > 1 && IsLate(_recent[0]) && IsLate(_recent[1]);

    /// <summary>The last one was cut short at the end of its time, and that was noticed late, or it began late: then it is not the device that took the time.</summary>
    public bool WasCutLate(TimeSpan deadline) => Last.Truncated == WalkEnd.Deadline && (IsLate(Last) || Last.Duration >= deadline + Overdue);

    /// <summary>The last one waited for a walk on demand, and long enough to be seen.</summary>
    public bool IsHeldUp => Last.WasHeldUp && Last.Lateness >= Late;

    /// <summary>It was asked, and nobody said anything: neither the device nor its host nor somebody in its place.</summary>
    public bool IsSilence
    {
        get
        {
            if (Last.IsUp || Last.IsStarved || Last.Problem == AccessProblem.DerivingKeys) return false;
            var known = Evidence();
            return known.Outcome == PollOutcome.Unreachable || (known.Outcome is PollOutcome.TimedOut or PollOutcome.Silent && known.Fault == ReplyFault.None);
        }
    }

    public bool HasAnswered => Any(static poll => poll.IsUp);

    public int Starved => CountOf(static poll => poll.IsStarved);

    /// <summary>Polls that were asked and had no valid reply.</summary>
    public int Failed => CountOf(IsFailure);

    /// <summary>The newest poll since the target fell silent that says why; a silent target is asked one question only, and hears less.</summary>
    public PollRecord Evidence()
    {
        var newest = -1;
        for (var i = 0; i < _recent.Length && !_recent[i].IsUp; i++)
        {
            if (_recent[i].IsStarved) continue;
            if (_recent[i].Outcome is not (PollOutcome.TimedOut or PollOutcome.Silent) || _recent[i].Fault != ReplyFault.None) return _recent[i];
            if (newest < 0) newest = i;
        }

        return _recent[Math.Max(newest, 0)];
    }

    public PollRecord? LastFailure()
    {
        foreach (ref readonly var poll in _recent)
        {
            if (IsFailure(poll)) return poll;
        }

        return null;
    }

    /// <summary>When it was first asked in vain, how often since, and whether what is remembered goes back that far.</summary>
    public (long AtUnixMs, int Polls, bool IsWhole) Down()
    {
        var (at, polls, back) = (_recent[0].StartedUnixMs, 0, 0);
        for (; back < _recent.Length && !_recent[back].IsUp; back++)
        {
            if (_recent[back].IsStarved) continue;
            (at, polls) = (_recent[back].StartedUnixMs, polls + 1);
        }

        return (at, polls, back < _recent.Length || AreAll);
    }

    private static bool IsLate(in PollRecord poll) => poll.Lateness >= Late && !poll.WasHeldUp;

    private static bool IsFailure(PollRecord poll) => !poll.IsUp && !poll.IsStarved;

    private bool Any(Predicate<PollRecord> wanted) => CountOf(wanted) > 0;

    private int CountOf(Predicate<PollRecord> wanted)
    {
        var count = 0;
        foreach (ref readonly var poll in _recent)
        {
            if (wanted(poll)) count++;
        }

        return count;
    }
}
