namespace Collector.Snmp.Polling;

/// <summary>How fast one target answers, and what follows from it: when a request counts as lost, and whether the target can do two things at once.</summary>
/// <remarks>
/// The lane's thread only; times are in milliseconds. Every sending has an id of its own, so a reply tells which sending it answers: what Karn's rule would leave out,
/// the round trip of a request that was repeated too early, is what teaches us not to do it again.
/// </remarks>
internal sealed class TargetPace
{
    /// <summary>From this round trip on, a target is asked one thing at a time: it is an agent at its limit, or so far away that nobody can tell from here.</summary>
    /// <remarks>Above the round trip to any place on earth over fibre that is not a detour, half of what the slowest agents take for one request.</remarks>
    public const double SlowMs = 250;

    private const double ShortestMs = 1000;  // RFC 6298 (2.4)
    private const double Granularity = 10;
    private const double Alpha = 1 / 8.0;    // RFC 6298 (2.3)
    private const double Beta = 1 / 4.0;
    private const double PeakFactor = 1.5;
    private const double PeakKept = 15 / 16.0; // of a poll's slowest reply a quarter is left after 21 polls
    private const double CrowdedFactor = 1.7; // an agent that does one thing after the other takes twice as long for two
    private const double CrowdedSlack = 20;   // what a busy network or we ourselves may add
    private const int FewSamples = 8;
    private const int SerialFor = 1024;       // replies until it is tried again: a verdict may have been the fault of a bad minute
    private const int LongestSerialFor = 64 * SerialFor;
    private const int FirstAlone = 3;         // replies, unless a walk's comes first

    private double _smoothed;
    private double _variation;
    private double _peak;
    private double _alone;
    private double _crowded;
    private int _aloneSamples;
    private int _crowdedSamples;
    private int _serialLeft;
    private int _serialFor;
    private int _first;

    /// <summary>Whether a reply has been timed since the target was met, or came back.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The smoothed round trip; 0 while it is not known.</summary>
    public double RoundTrip => _smoothed;

    /// <summary>The most requests that may be under way: one until the first replies, and for who is slow, or becomes slow when asked two things at once.</summary>
    public int MostInFlight => IsNew || IsSlow || _serialLeft > 0 ? 1 : int.MaxValue;

    private bool IsNew => _aloneSamples == 0 && _first < FirstAlone;

    private bool IsSlow => (_aloneSamples > 0 ? _alone : _smoothed) >= SlowMs;

    /// <summary>The same for somebody else to go on with.</summary>
    public TargetPace Copy() => (TargetPace)MemberwiseClone();

    /// <summary>A poll begins: what was slow long ago counts less.</summary>
    public void BeginPoll() => _peak *= PeakKept;

    /// <summary>Forgets everything: who comes back may be another device.</summary>
    public void Forget()
    {
        (_smoothed, _variation, _peak, _alone, _crowded) = (0, 0, 0, 0, 0);
        (_aloneSamples, _crowdedSamples, _serialLeft, _serialFor, _first, IsKnown) = (0, 0, 0, 0, 0, false);
    }

    /// <summary>A reply.</summary>
    /// <param name="roundTrip">How long after the sending that it answers.</param>
    /// <param name="wasAlone">Whether nothing else was under way when that was sent.</param>
    /// <param name="isWalk">Whether it was a walk's request: gets are too cheap to be compared with.</param>
    public void OnAnswered(double roundTrip, bool wasAlone, bool isWalk)
    {
        if (double.IsNaN(roundTrip)) return;
        if (IsKnown)
        {
            _variation += Beta * (Math.Abs(_smoothed - roundTrip) - _variation);
            _smoothed += Alpha * (roundTrip - _smoothed);
        }
        else
        {
            (_smoothed, _variation, IsKnown) = (roundTrip, roundTrip / 2, true);
        }

        _peak = Math.Max(_peak, roundTrip);
        if (_first < FirstAlone) _first++;
        if (!isWalk) return;
        if (wasAlone) Average(ref _alone, ref _aloneSamples, roundTrip);
        else Average(ref _crowded, ref _crowdedSamples, roundTrip);
        JudgeCrowding();
    }

    /// <summary>How long to wait for a reply before the request is sent again.</summary>
    /// <param name="timeoutMs">As configured: the answer as long as nothing has been timed.</param>
    /// <param name="attempt">Which sending it is, from 1: each waits twice as long as the one before (RFC 6298 (5.5)), up to what is configured.</param>
    public double WaitFor(double timeoutMs, int attempt)
    {
        if (!IsKnown) return timeoutMs;
        var lost = Math.Max(_smoothed + Math.Max(Granularity, 4 * _variation), PeakFactor * _peak);
        lost = Math.Max(lost, Math.Min(ShortestMs, timeoutMs));
        return Math.Min(lost * Math.Pow(2, attempt - 1), Math.Max(lost, timeoutMs));
    }

    private static void Average(ref double average, ref int samples, double value)
    {
        if (samples < FewSamples) samples++;
        average += (value - average) * (samples < FewSamples ? 1.0 / samples : Alpha);
    }

    /// <summary>An agent that works on one request at a time keeps the second one waiting: asking it two things at once wins nothing and costs it memory.</summary>
    private void JudgeCrowding()
    {
        if (_serialLeft > 0)
        {
            _serialLeft--;
            return;
        }

        if (_crowdedSamples < FewSamples || _aloneSamples == 0 || _crowded <= (CrowdedFactor * _alone) + CrowdedSlack) return;
        _serialLeft = _serialFor = Math.Clamp(2 * _serialFor, SerialFor, LongestSerialFor);
        (_crowded, _crowdedSamples) = (0, 0);
    }
}
