using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Polling.Paces;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>What one lane counts: a method an event. <see cref="PollMetrics"/> adds the lanes up.</summary>
/// <remarks>The lane's thread writes; any thread reads.</remarks>
internal sealed class LaneMetrics
{
    private readonly OwnedCounter[] _dropped = new OwnedCounter[Enum.GetValues<DropReason>().Length];
    private readonly OwnedCounter[] _polls = new OwnedCounter[Enum.GetValues<PollOutcome>().Length];
    private readonly OwnedCounter[] _reports = new OwnedCounter[Enum.GetValues<AccessProblem>().Length];
    private readonly OwnedCounter[] _delayed = new OwnedCounter[Enum.GetValues<DelayReason>().Length];
    private readonly OwnedCounter[] _slowReads = new OwnedCounter[Enum.GetValues<SlowReadReason>().Length];
    private readonly OwnedCounter[] _undecoded = new OwnedCounter[Enum.GetValues<DecodeStatus>().Length];
    private readonly OwnedCounter[] _cutShort = new OwnedCounter[Enum.GetValues<WalkEnd>().Length];
    private OwnedCounter _due;
    private OwnedCounter _activePolls;
    private OwnedCounter _sendDrops;
    private OwnedCounter _receiveBuffer;
    private OwnedCounter _mailbox;
    private OwnedCounter _objectsRead;
    private OwnedCounter _objectsCarried;
    private OwnedCounter _sent;
    private OwnedCounter _retries;
    private OwnedCounter _answered;
    private OwnedCounter _timedOut;
    private OwnedCounter _unreachable;
    private OwnedCounter _received;
    private OwnedCounter _receivedBytes;
    private OwnedCounter _mapped;
    private OwnedCounter _unmapped;
    private OwnedCounter _unfit;
    private OwnedCounter _skipped;
    private OwnedCounter _starved;
    private OwnedCounter _suppressedRows;
    private OwnedCounter _withheldRows;
    private OwnedCounter _filtersFailed;
    private OwnedCounter _rowChecks;
    private OwnedCounter _switchedBack;
    private OwnedCounter _kernelDrops;
    private OwnedCounter _inFlight;
    private OwnedCounter _waiting;
    private OwnedCounter _targets;
    private OwnedCounter _silentTargets;
    private OwnedCounter _stoppedMs;

    public long RequestsSent => _sent.Value;

    public long RequestRetries => _retries.Value;

    public long RequestsAnswered => _answered.Value;

    public long RequestsTimedOut => _timedOut.Value;

    public long UnreachableErrors => _unreachable.Value;

    public long DatagramsReceived => _received.Value;

    public long BytesReceived => _receivedBytes.Value;

    public long VarbindsMapped => _mapped.Value;

    public long VarbindsUnmapped => _unmapped.Value;

    public long ValuesUnfit => _unfit.Value;

    public long PollsSkipped => _skipped.Value;

    public long PollsStarved => _starved.Value;

    public long PollsDue => _due.Value;

    public long ActivePolls => _activePolls.Value;

    public long SendDrops => _sendDrops.Value;

    public long ReceiveBufferBytes => _receiveBuffer.Value;

    public long MailboxDepth => _mailbox.Value;

    public long RowsSuppressed => _suppressedRows.Value;

    public long RowsWithheld => _withheldRows.Value;

    public long FiltersFailed => _filtersFailed.Value;

    public long ObjectsRead => _objectsRead.Value;

    public long ObjectsCarried => _objectsCarried.Value;

    public long RowChecks => _rowChecks.Value;

    public long TargetsSwitchedBack => _switchedBack.Value;

    public long KernelDrops => _kernelDrops.Value;

    public long RequestsInFlight => _inFlight.Value;

    public long RequestsWaiting => _waiting.Value;

    public long Targets => _targets.Value;

    public long SilentTargets => _silentTargets.Value;

    public double StoppedSeconds => _stoppedMs.Value / 1000.0;

    /// <summary>How late polls began and how long they took, for histograms; null in tests.</summary>
    public Action<PollRecord>? PollFinished { get; init; }

    public long UndecodedAs(DecodeStatus status) => _undecoded[(int)status].Value;

    public long CutShortBy(WalkEnd end) => _cutShort[(int)end].Value;

    public long DroppedBy(DropReason reason) => _dropped[(int)reason].Value;

    public long DelayedFor(DelayReason reason) => _delayed[(int)reason].Value;

    public long ReportsOf(AccessProblem problem) => _reports[(int)problem].Value;

    public long PollsWith(PollOutcome outcome) => _polls[(int)outcome].Value;

    public long SlowReadsFor(SlowReadReason reason) => _slowReads[(int)reason].Value;

    /// <summary>What one poll of a module read, and what it took over from the one before.</summary>
    public void Objects(int read, int carried)
    {
        _objectsRead.Add(read);
        if (carried > 0) _objectsCarried.Add(carried);
    }

    /// <summary>A poll of a module reads objects that have a slower pace.</summary>
    public void SlowRead(SlowReadReason reason) => _slowReads[(int)reason].Increment();

    public void Sent(bool isRetry)
    {
        _sent.Increment();
        if (isRetry) _retries.Increment();
    }

    public void Answered() => _answered.Increment();

    public void TimedOut() => _timedOut.Increment();

    public void Unreachable() => _unreachable.Increment();

    public void Received(int bytes)
    {
        _received.Increment();
        _receivedBytes.Add(bytes);
    }

    public void Dropped(DropReason reason) => _dropped[(int)reason].Increment();

    /// <summary>A request was ready and is not sent yet.</summary>
    public void Delayed(DelayReason reason) => _delayed[(int)reason].Increment();

    /// <summary>An agent's report, whatever came of it.</summary>
    public void Reported(AccessProblem problem) => _reports[(int)problem].Increment();

    public void Mapped(int mapped, int unmapped, int unfit)
    {
        _mapped.Add(mapped);
        if (unmapped > 0) _unmapped.Add(unmapped);
        if (unfit > 0) _unfit.Add(unfit);
    }

    public void Polled(in PollRecord record)
    {
        _polls[(int)record.Outcome].Increment();
        if (record.IsStarved) _starved.Increment();
        PollFinished?.Invoke(record);
    }

    public void Skipped(long polls) => _skipped.Add(polls);

    /// <summary>Polls that came due, whether they began or not.</summary>
    public void Due(long polls) => _due.Add(polls);

    /// <summary>A datagram that is no SNMP message.</summary>
    public void Undecoded(DecodeStatus status) => _undecoded[(int)status].Increment();

    /// <summary>A walk, or another step of a scheduled poll, that was not read to its end.</summary>
    public void CutShort(WalkEnd end) => _cutShort[(int)end].Increment();

    public void SuppressedRows(long rows)
    {
        if (rows > 0) _suppressedRows.Add(rows);
    }

    public void FilterFailed() => _filtersFailed.Add(1);

    /// <summary>Rows that were missing from replies for several columns were asked for one by one.</summary>
    public void RowsChecked() => _rowChecks.Increment();

    /// <summary>A target gave wrong answers to requests for several columns and is read column by column.</summary>
    public void SwitchedBack() => _switchedBack.Increment();

    public void WithheldRows(long rows)
    {
        if (rows > 0) _withheldRows.Add(rows);
    }

    /// <summary>What is a state rather than an event, a few times a second.</summary>
    public void Observe(Lane lane, IDatagramTransport transport, int targets, int mailbox)
    {
        _sendDrops.Set(transport.SendDrops);
        _receiveBuffer.Set(transport.ReceiveBufferBytes);
        _activePolls.Set(lane.ActivePolls);
        _mailbox.Set(mailbox);
        Observe(transport.ReceiveDrops, lane.Exchanges.InFlight, lane.Exchanges.Waiting, targets, lane.SilentTargets, lane.Clock.Stopped);
    }

    private void Observe(long kernelDrops, int inFlight, int waiting, int targets, int silentTargets, TimeSpan stopped)
    {
        _kernelDrops.Set(kernelDrops);
        _inFlight.Set(inFlight);
        _waiting.Set(waiting);
        _targets.Set(targets);
        _silentTargets.Set(silentTargets);
        _stoppedMs.Set((long)stopped.TotalMilliseconds);
    }
}
