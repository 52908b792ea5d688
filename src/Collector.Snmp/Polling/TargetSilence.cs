using Collector.Pipeline.Store;

namespace Collector.Snmp.Polling;

/// <summary>
/// What a target that does not answer is still asked: one question in a poll, with no repetition, and the rest of the poll only if that is answered. Who is asked for more
/// kindness than that (<c>backoff</c>) lets polls pass between two questions: 1, 2, 4 … intervals, with jitter, until there is a sign of life.
/// </summary>
/// <remarks>The lane's thread only. A poll that passes is a poll all the same: it ends at once, as <see cref="PollOutcome.Silent"/>.</remarks>
/// <param name="longestStep">The most intervals from one question to the next; 1 asks in every poll.</param>
internal sealed class TargetSilence(int longestStep)
{
    private int _step;
    private int _toPass;

    /// <summary>Whether the last poll had no valid reply though somebody was asked.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>Polls that pass before the next question.</summary>
    public int PollsToPass => _toPass;

    /// <summary>A poll is due. True when it passes without a question.</summary>
    public bool TryPass()
    {
        if (_toPass == 0) return false;
        _toPass--;
        return true;
    }

    /// <summary>Somebody else had an answer from there, or a reply came too late: the next poll asks.</summary>
    public void OnSignOfLife() => (_step, _toPass) = (0, 0);

    /// <summary>A poll that asked is over.</summary>
    public void OnPolled(in PollRecord record)
    {
        if (record.Requests == 0 || record.Problem == AccessProblem.DerivingKeys) return; // nobody was asked, or the agent is not what we wait for
        IsSilent = !record.IsUp;
        if (record.IsUp) OnSignOfLife();
        else Step();
    }

    private void Step()
    {
        _step = Math.Min(longestStep, Math.Max(1, 2 * _step));
        _toPass = _step - 1 - Random.Shared.Next((_step / 2) + 1); // from half a step to a whole one
    }
}
