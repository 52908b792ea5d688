using Collector.Snmp.Mapping.Paces;

namespace Collector.Snmp.Polling.Paces;

/// <summary>What the guards of one module said at the end of the last poll, and what they say at the end of this one.</summary>
/// <remarks>The target's lane only.</remarks>
internal sealed class GuardValues
{
    private const long None = -1;
    private const long TicksInMs = 10; // TimeTicks are hundredths of a second
    private const long SettledMs = 5 * 60_000; // cards come up for minutes after a start, and an agent that starts twice within them cannot be told by its uptime
    private const long LeastToleranceMs = 60_000; // agents that answer from a cache
    private const long MostToleranceMs = SettledMs - LeastToleranceMs; // a restart takes away at least what had passed since the one before

    private readonly long[] _known;
    private readonly long[] _now;
    private readonly bool[] _isDisbelieved;
    private long _knownAtMs;

    public GuardValues(int guards)
    {
        _known = new long[guards];
        _now = new long[guards];
        _isDisbelieved = new bool[guards];
        Array.Fill(_known, None);
        Array.Fill(_now, None);
    }

    /// <summary>Whether this poll has asked.</summary>
    public bool AreRead { get; private set; }

    /// <summary>How long the device has been up, if this poll has asked, in milliseconds; else -1.</summary>
    public long UpTimeMs => AreRead && _now[0] != None ? TicksInMs * _now[0] : -1;

    /// <summary>Whether the device had sysUpTime when it was last asked.</summary>
    public bool HasUpTime => _known[0] != None;

    public void BeginPoll()
    {
        Array.Fill(_now, None);
        AreRead = false;
    }

    public void Set(int guard, long value) => _now[guard] = value;

    /// <summary>All have been asked for.</summary>
    public void EndReading() => AreRead = true;

    /// <summary>Whether a device has a guard and keeps it.</summary>
    public bool IsBelieved(int guard) => _known[guard] != None && !_isDisbelieved[guard];

    /// <summary>What the difference between the last poll and this one means.</summary>
    public GuardVerdict Judge(long nowMs)
    {
        if (!AreRead || _now[0] == None) return GuardVerdict.Unknown;
        if (_known[0] == None) return GuardVerdict.First;
        var elapsed = Math.Max(0, nowMs - _knownAtMs);
        var missing = TicksInMs * (_known[0] - _now[0]) + elapsed;
        if (missing > Math.Clamp(elapsed / 8, LeastToleranceMs, MostToleranceMs)) return GuardVerdict.Restarted;
        for (var guard = 1; guard < _now.Length; guard++)
        {
            if (_now[guard] != _known[guard]) return GuardVerdict.Changed;
        }

        return TicksInMs * _now[0] < SettledMs ? GuardVerdict.Starting : GuardVerdict.Unchanged;
    }

    /// <summary>Rows of its tables came or went, and a guard did not move: this device does not keep it. Once it moves it is believed again.</summary>
    public void Disbelieve(int guard) => _isDisbelieved[guard] = true;

    /// <summary>At the end of a poll: what is said now is what the next poll compares with.</summary>
    public void Keep(long nowMs)
    {
        if (!AreRead) return;
        for (var guard = 0; guard < _now.Length; guard++)
        {
            if (_known[guard] != None && _now[guard] != None && _now[guard] != _known[guard]) _isDisbelieved[guard] = false;
            _known[guard] = _now[guard];
        }

        _knownAtMs = nowMs;
    }
}

/// <summary>What guards say of the time since the last poll.</summary>
internal enum GuardVerdict : byte
{
    /// <summary>Nothing: they were not asked, or the device has no sysUpTime.</summary>
    Unknown,

    /// <summary>Nothing yet: there is nothing to compare with.</summary>
    First,

    /// <summary>The agent started anew.</summary>
    Restarted,

    /// <summary>Some table changed.</summary>
    Changed,

    /// <summary>Nothing changed, but the agent started so recently that much will.</summary>
    Starting,

    /// <summary>Every row is still what it was.</summary>
    Unchanged,
}
