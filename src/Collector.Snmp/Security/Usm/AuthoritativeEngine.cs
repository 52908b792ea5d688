namespace Collector.Snmp.Security.Usm;

/// <summary>What is known of the SNMP engine at one address: its id, and its clock (RFC 3414 sections 2.2 and 2.3).</summary>
/// <remarks>
/// One lane's thread. Kept for each address and not for each engine id: two devices that were cloned with one id have clocks of their own.
/// The clock is known from an unsigned discovery at first, which is good enough to ask by; only signed messages make it binding.
/// </remarks>
internal sealed class AuthoritativeEngine
{
    /// <summary>Seconds that a message may be late (RFC 3414 section 2.2.3).</summary>
    public const int TimeWindow = 150;

    private const int SmallestMaxSize = 484; // RFC 3412 section 6.2
    private const int LatchedBoots = int.MaxValue; // RFC 3414 section 2.2.2: an engine that has to be set up anew

    private byte[] _id = [];
    private long _time;
    private long _anchorMs;
    private int _latestTime;
    private Clock _clock;

    private enum Clock : byte
    {
        Unknown,
        Tentative,
        Signed,
    }

    public ReadOnlySpan<byte> Id => _id;

    public bool IsKnown => _id.Length > 0;

    /// <summary>Another number when the id has changed.</summary>
    public int Generation { get; private set; }

    public int Boots { get; private set; }

    /// <summary>The longest message that it takes.</summary>
    public int MaxSize { get; private set; } = int.MaxValue;

    /// <summary>When it was last asked for, in the lane's milliseconds.</summary>
    public long UsedAt { get; set; }

    /// <summary>Its time now, in seconds; 0 while it is not known.</summary>
    public int TimeAt(long nowMs) => _clock == Clock.Unknown ? 0 : (int)Math.Clamp(_time + ((nowMs - _anchorMs) / 1000), 0, int.MaxValue);

    /// <summary>Somebody says who is there. Nobody signed it.</summary>
    public void Discover(ReadOnlySpan<byte> id, int boots, int time, long nowMs)
    {
        if (!_id.AsSpan().SequenceEqual(id))
        {
            _id = id.ToArray();
            Generation++;
        }

        _clock = Clock.Tentative;
        MaxSize = int.MaxValue;
        Set(boots, time, nowMs);
    }

    /// <summary>
    /// A signed message is to be judged by its time: the clock is moved forward by it, then it must be in the window (RFC 3414 section 3.2 (7b)).
    /// </summary>
    /// <param name="boots">What it says.</param>
    /// <param name="time">Likewise.</param>
    /// <param name="nowMs">The lane's time.</param>
    /// <param name="tellsTheTime">It is a report that our notion of the clock is wrong: all that may set a clock that has been forgotten.</param>
    public bool TryAccept(int boots, int time, long nowMs, bool tellsTheTime)
    {
        if (_clock == Clock.Unknown && !tellsTheTime) return false;
        var isBinding = _clock == Clock.Signed;
        if (!isBinding || boots > Boots || (boots == Boots && time > _latestTime)) Set(boots, time, nowMs);
        _clock = Clock.Signed;
        if (Boots == LatchedBoots || boots < Boots) return false;
        return time >= TimeAt(nowMs) - TimeWindow;
    }

    /// <summary>The longest message that a signed message says the engine takes.</summary>
    public void TakeMaxSize(int size)
    {
        if (size >= SmallestMaxSize) MaxSize = size;
    }

    /// <summary>Asks with no clock at all, so that the engine tells its own. For an engine that began anew without counting its boots.</summary>
    public void ForgetTime()
    {
        _clock = Clock.Unknown;
        Set(0, 0, 0);
    }

    private void Set(int boots, int time, long nowMs) => (Boots, _time, _latestTime, _anchorMs) = (boots, time, time, nowMs);
}
