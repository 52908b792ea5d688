namespace Collector.Snmp.Polling;

/// <summary>How many repetitions one target may be asked for, when GETBULKs with more had no reply and those with fewer had.</summary>
/// <remarks>
/// The lane's thread only. A request may also be lost by chance, so it takes two such requests, and none once a reply to as many has come. It is tried
/// again after an hour, then after twice as long each time.
/// </remarks>
internal sealed class RepetitionLimit
{
    /// <summary>Repetitions that no agent is known to do wrongly without a word; some leave rows out of replies to 56 and more.</summary>
    public const int Harmless = 50;

    private const long FirstTermMs = 3_600_000;
    private const int MostDoublings = 7;
    private const int Needed = 2;

    private int _proven;
    private int _lost;
    private int _terms;
    private long _until;

    /// <summary>The most that it may be asked for.</summary>
    public int Most { get; private set; } = int.MaxValue;

    /// <summary>The same for somebody else to go on with.</summary>
    public RepetitionLimit Copy() => (RepetitionLimit)MemberwiseClone();

    /// <summary>A poll begins: a term may be over.</summary>
    public void BeginPoll(long nowMs)
    {
        if (nowMs >= _until) Most = int.MaxValue;
    }

    /// <summary>Whether a reply to so many has ever come; then a loss is chance.</summary>
    public bool IsProven(int repetitions) => repetitions <= _proven;

    /// <summary>A reply to a request with so many has come.</summary>
    public void OnAnswered(int repetitions)
    {
        if (repetitions <= _proven) return;
        (_proven, _lost) = (repetitions, 0);
    }

    /// <summary>A request had no reply until it was sent again with fewer. True when so many are too many, false when it was chance.</summary>
    public bool OnAnsweredWithFewer(int repetitions, int fewer, long nowMs)
    {
        if (IsProven(repetitions)) return false;
        OnAnswered(fewer);
        if (++_lost < Needed) return true; // for this walk
        _terms = Math.Min(MostDoublings, _terms + 1);
        (Most, _until) = (Math.Min(Most, fewer), nowMs + (FirstTermMs << (_terms - 1)));
        _lost = Needed - 1;
        return true;
    }
}
