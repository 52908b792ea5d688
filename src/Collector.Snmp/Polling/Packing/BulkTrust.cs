namespace Collector.Snmp.Polling.Packing;

/// <summary>Whether one target may be asked for several columns at once, or has given wrong answers to that.</summary>
/// <remarks>
/// The lane's thread only. A row may come or go while it is read and look like a wrong answer, so a target that was switched back is tried
/// again: after an hour, then after twice as long each time. Each trial is checked, so no poll shows what it got wrong.
/// </remarks>
internal sealed class BulkTrust
{
    /// <summary>Repetitions for an agent that was caught: what the weakest known ones can do.</summary>
    public const int Cautious = 10;

    private const long FirstTermMs = 3_600_000;
    private const int MostDoublings = 7;
    private const int TimeoutsInARow = 2;

    private long _until;
    private int _terms;
    private int _timeouts;

    /// <summary>Repetitions that it may be asked for in one request.</summary>
    public int MostRepetitions { get; private set; } = int.MaxValue;

    /// <summary>Read column by column, because it was caught.</summary>
    public bool IsSwitchedBack { get; private set; }

    /// <summary>How often it was caught.</summary>
    public int Accusations { get; private set; }

    /// <summary>The same for somebody else to go on with.</summary>
    public BulkTrust Copy() => (BulkTrust)MemberwiseClone();

    /// <summary>A poll begins: a term may be over.</summary>
    public void BeginPoll(long nowMs)
    {
        if (IsSwitchedBack && nowMs >= _until) (IsSwitchedBack, MostRepetitions) = (false, int.MaxValue);
    }

    /// <summary>Caught: something was there that a reply had left out. From now on it is read column by column; if it was already, with fewer repetitions.</summary>
    public void Accuse(long nowMs)
    {
        Accusations++;
        MostRepetitions = IsSwitchedBack ? Math.Max(1, MostRepetitions / 2) : Cautious;
        if (!IsSwitchedBack) _terms = Math.Min(MostDoublings, _terms + 1);
        IsSwitchedBack = true;
        _until = nowMs + (FirstTermMs << (_terms - 1));
    }

    /// <summary>Whether a poll has lost requests for several columns for good, and the one before too.</summary>
    public bool IsBeyondPatience(bool hasTimedOut)
    {
        _timeouts = hasTimedOut ? _timeouts + 1 : 0;
        return _timeouts >= TimeoutsInARow;
    }
}
