using System.Threading.Channels;
using Collector.Pipeline.Scheduling;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;
using Microsoft.Extensions.Logging;

namespace Collector.Snmp.Polling;

/// <summary>One thread-affine slice of the fleet: its sockets, its timers, its targets. Nothing on the poll path needs a lock.</summary>
/// <remarks>
/// <para>One thread runs <see cref="Run"/>; everything a lane owns belongs to that thread. Others hand it work through <see cref="PostAsync"/>.</para>
/// <para>A turn: messages, replies, timers, sends, then sleep until there is something to do. Next: <see cref="Exchanges"/>.</para>
/// </remarks>
internal sealed partial class Lane : IDisposable
{
    /// <summary>Pieces of work that may wait for a lane.</summary>
    public const int MailboxCapacity = 64;

    private const int DatagramsAtOnce = 64;
    private const int RoundsInTurn = 8; // replies first, but a flood of them must not hold up the timers
    private const int LongestWaitMs = 100;
    private const int FewToGather = 2;
    private const int ObserveEveryMs = 250;
    private const int TrimEveryMs = 5 * 60 * 1000; // longer than any usual interval, so that what every poll needs is never trimmed

    // Short beside a round trip to a real device. Longer pauses save system calls but no CPU time (benchmarks/README.md).
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(1);

    private readonly IDatagramTransport _transport;
    private readonly ILogger _logger;
    private readonly Channel<Action> _mailbox = Channel.CreateBounded<Action>(new BoundedChannelOptions(MailboxCapacity) { SingleReader = true });
    private readonly HashSet<LaneTarget> _targets = [];
    private long _observedAt = long.MinValue / 2;
    private long _trimmedAt;
    private bool _isStopping;

    public Lane(IDatagramTransport transport, SeriesStore store, LaneMetrics metrics, IPublicationObserver[] observers, KeyStore keys, TimeProvider time, ILogger logger, int mostInFlight = int.MaxValue)
    {
        _transport = transport;
        _logger = logger;
        Metrics = metrics;
        Observers = observers;
        Clock = new LaneClock(time);
        Wheel = new TimerWheel(0);
        Pool = new SnapshotPool(store.Epochs);
        Exchanges = new Exchanges(this, transport, mostInFlight);
        Turns = new EndpointTurns(this);
        Usm = new UsmLane(keys, () => Clock.UnixMs, work => PostAsync(work, CancellationToken.None));
    }

    public LaneMetrics Metrics { get; }

    public IPublicationObserver[] Observers { get; }

    public LaneClock Clock { get; }

    public TimerWheel Wheel { get; }

    public SnapshotPool Pool { get; }

    public LabelWriter Labels { get; } = new();

    public Exchanges Exchanges { get; }

    /// <summary>Who is polled by schedule where, on all lanes.</summary>
    public ScheduledEndpoints Scheduled { get; init; } = new();

    public EndpointTurns Turns { get; }

    /// <summary>What its targets share for reading columns side by side.</summary>
    public LanePacking Packing { get; } = new();

    /// <summary>Octets that no reply is asked to exceed.</summary>
    public int MostReplyOctets { get; init; } = ReplySize.Frame;

    /// <summary>What its SNMPv3 targets share.</summary>
    public UsmLane Usm { get; }

    /// <summary>Targets that are being polled at this moment.</summary>
    public int ActivePolls { get; set; }

    /// <summary>Those of them that have had a reply: of the others it is not known that one will come.</summary>
    public int AnsweredPolls { get; set; }

    /// <summary>Targets whose last poll had no reply.</summary>
    public int SilentTargets { get; set; }

    /// <summary>Tells observers of a poll that is over.</summary>
    public void Tell(TargetSeries series, in PollRecord poll)
    {
        foreach (var observer in Observers) observer.OnPolled(series, poll);
    }

    /// <summary>Any thread. Has something done on the lane's thread; waits only while 64 others are waiting.</summary>
    public async ValueTask PostAsync(Action work, CancellationToken cancellation)
    {
        await _mailbox.Writer.WriteAsync(work, cancellation);
        _transport.Wake();
    }

    /// <summary>Any thread. Ends <see cref="Run"/> after the turn under way.</summary>
    public void Stop()
    {
        _mailbox.Writer.TryComplete();
        _transport.Wake();
    }

    /// <summary>The lane's thread: turns until it is stopped.</summary>
    public void Run()
    {
        while (!_isStopping)
        {
            try
            {
                Turn();
            }
            catch (Exception exception)
            {
                LogTurnFailed(_logger, exception);                        // our bug; the other targets of the lane are still to be polled
                _transport.Wait(TimeSpan.FromMilliseconds(LongestWaitMs)); // and if it stays, it must not fill the log
            }
        }
    }

    /// <summary>The lane's thread only: takes targets out and in.</summary>
    public void Change(IReadOnlyCollection<LaneTarget> removed, IReadOnlyCollection<LaneTarget> added)
    {
        foreach (var target in removed)
        {
            target.Stop();
            _targets.Remove(target);
        }

        TellEnded(removed, added);
        foreach (var target in added)
        {
            _targets.Add(target);
            target.Start(added.Count);
        }

        if (!removed.Any(target => !target.IsOnce)) return;
        var plans = _targets.SelectMany(target => target.Modules).Select(module => module.State.Plan).ToHashSet();
        Pool.Forget(plans.Select(plan => plan.Schema).ToHashSet());
        Packing.Forget(plans);
    }

    /// <summary>Something came from an endpoint: whoever is polled there and backs off is asked by the next poll.</summary>
    public void TellAlive(in TransportEndpoint endpoint)
    {
        if (SilentTargets == 0) return;
        foreach (var target in Scheduled.At(endpoint))
        {
            if (target.Lane == this) target.Silence.OnSignOfLife();
        }
    }

    /// <summary>Something came from an endpoint that is no SNMP. Whose request it answers cannot be told, but the polls under way there may have nothing better to say.</summary>
    public void TellMalformed(in TransportEndpoint endpoint)
    {
        var there = Scheduled.At(endpoint);
        for (var i = 0; i < there.Count; i++)
        {
            if (there[i].Lane == this && there[i].Poll.IsActive) there[i].Poll.OnFault(ReplyFault.Malformed);
        }
    }

    public void Dispose() => _transport.Dispose();

    private void TellEnded(IReadOnlyCollection<LaneTarget> removed, IReadOnlyCollection<LaneTarget> added)
    {
        if (Observers.Length == 0 || removed.Count == 0) return;
        var heirs = added.ToDictionary(target => target.Series.Target.Instance, target => target.Series, StringComparer.Ordinal); // an instance stays on its lane
        foreach (var target in removed)
        {
            if (target.IsOnce) continue;
            foreach (var observer in Observers) observer.OnEnded(target.Series, heirs.GetValueOrDefault(target.Series.Target.Instance));
        }
    }

    /// <summary>One round of the loop; tests call it in place of <see cref="Run"/>.</summary>
    internal void Turn()
    {
        Clock.Tick();
        ReadMailbox();

        // Replies before timers: after a stop they have been waiting here while their requests seemed lost.
        var received = 0;
        var mayHaveMore = true;
        for (var round = 0; round < RoundsInTurn && mayHaveMore; round++)
        {
            var count = _transport.Receive(Exchanges, DatagramsAtOnce);
            (received, mayHaveMore) = (received + count, count >= DatagramsAtOnce);
            Clock.Tick();
            Exchanges.Pump();
        }

        Wheel.Advance(Clock.Now);
        Turns.Pump();
        Exchanges.Pump();
        Observe();
        if (mayHaveMore || _isStopping) return;
        var due = Wheel.NextDue(LongestWaitMs) - Clock.Now;
        if (due > 0) Sleep(TimeSpan.FromMilliseconds(due), received);
    }

    /// <summary>
    /// Falling asleep and waking up costs more than a request. So while several targets are polled that answer, the lane lets their replies gather for a
    /// moment. A walk of a single device is never held up, whoever else is silent, and a lane whose targets are silent sleeps until something comes.
    /// </summary>
    private void Sleep(TimeSpan atMost, int received)
    {
        if (received > 0 && AnsweredPolls >= FewToGather) _transport.Pause(atMost < GatherTime ? atMost : GatherTime);
        else _transport.Wait(atMost);
    }

    private void ReadMailbox()
    {
        while (_mailbox.Reader.TryRead(out var work))
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                LogWorkFailed(_logger, exception);
            }
        }

        _isStopping = _mailbox.Reader.Completion.IsCompleted;
    }

    private void Observe()
    {
        if (Clock.Now - _observedAt < ObserveEveryMs) return;
        _observedAt = Clock.Now;
        if (Clock.Now - _trimmedAt >= TrimEveryMs)
        {
            _trimmedAt = Clock.Now;
            Pool.Trim();
        }

        Metrics.Observe(this, _transport, _targets.Count, _mailbox.Reader.Count);
    }

    [LoggerMessage(LogLevel.Error, "A turn of a lane failed")]
    private static partial void LogTurnFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "A lane could not do what it was asked")]
    private static partial void LogWorkFailed(ILogger logger, Exception exception);
}
