using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store;

/// <summary>The last polls of one target, and its counters from the moment it was loaded.</summary>
/// <remarks>The target's lane writes; any thread reads a whole record or none.</remarks>
public sealed class PollHistory
{
    /// <summary>Polls remembered.</summary>
    public const int Capacity = 20;

    private const int Attempts = 100;

    private static readonly int Reasons = Enum.GetValues<WalkEnd>().Length;

    private readonly OwnedCounter[] _truncated = new OwnedCounter[Reasons];
    private readonly PollRecord[] _records = new PollRecord[Capacity];
    private TargetConduct _conduct;
    private SequenceCount _sequence;
    private OwnedCounter _finished;
    private OwnedCounter _skipped;
    private OwnedCounter _leftOut;

    /// <summary>Polls finished since the target was loaded.</summary>
    public long Finished => _finished.Value;

    /// <summary>Polls that were due while another one of the target was still under way, or while the process stood still.</summary>
    public long Skipped => _skipped.Value;

    /// <summary>How often the device was found to leave out what it has, because it was asked for much at once. It is asked more simply since.</summary>
    public long LeftOut => _leftOut.Value;

    /// <summary>Walks cut short for one reason since the target was loaded.</summary>
    public long Truncated(WalkEnd reason) => _truncated[(int)reason].Value;

    /// <summary>The newest poll. False before the first one, and in the unlikely case that it is being replaced all the time.</summary>
    public bool TryGetLast(out PollRecord last)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!_sequence.TryBeginRead(out var version)) continue;
            var finished = _finished.Value;
            last = finished == 0 ? default : _records[(int)((finished - 1) % _records.Length)];
            if (_sequence.IsUnchanged(version)) return finished > 0;
        }

        last = default;
        return false;
    }

    /// <summary>The last polls, newest first.</summary>
    public IReadOnlyList<PollRecord> Recent()
    {
        Span<PollRecord> recent = stackalloc PollRecord[Capacity];
        return recent[..CopyTo(recent)].ToArray();
    }

    /// <summary>Writes the last polls, newest first, into room for <see cref="Capacity"/> of them; returns how many there are.</summary>
    public int CopyTo(Span<PollRecord> recent)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!_sequence.TryBeginRead(out var version)) continue;
            var finished = _finished.Value;
            var count = (int)Math.Min(finished, _records.Length);
            for (var back = 1; back <= count; back++) recent[back - 1] = _records[(int)((finished - back) % _records.Length)];
            if (_sequence.IsUnchanged(version)) return count;
        }

        return 0;
    }

    /// <summary>How the target is dealt with since its last poll. False before that.</summary>
    public bool TryGetConduct(out TargetConduct conduct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!_sequence.TryBeginRead(out var version)) continue;
            conduct = _conduct;
            if (_sequence.IsUnchanged(version)) return conduct.NextDueUnixMs != 0;
        }

        conduct = default;
        return false;
    }

    /// <summary>The target's lane only.</summary>
    public void Add(in PollRecord record)
    {
        _sequence.BeginWrite();
        _records[(int)(_finished.Value % _records.Length)] = record;
        _finished.Increment();
        _sequence.EndWrite();
    }

    /// <summary>The target's lane only, after each poll.</summary>
    public void Learn(in TargetConduct conduct)
    {
        _sequence.BeginWrite();
        _conduct = conduct;
        _sequence.EndWrite();
    }

    /// <summary>The target's lane only.</summary>
    public void CountSkipped(long polls) => _skipped.Add(polls);

    /// <summary>The target's lane only.</summary>
    public void CountLeftOut() => _leftOut.Increment();

    /// <summary>The target's lane only.</summary>
    public void CountTruncated(WalkEnd reason) => _truncated[(int)reason].Increment();
}
