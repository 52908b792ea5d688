using Collector.Gnmi.Configuration;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;
using Microsoft.Extensions.Logging;

namespace Collector.Gnmi.Sessions;

/// <summary>Streams from all gNMI targets of the daemon: a session for each, and their series in the store.</summary>
/// <remarks><see cref="ApplyAsync"/> is called by one caller at a time. Next: <see cref="TargetSession"/>.</remarks>
public sealed class GnmiSessions : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly TargetMapping _mapping;
    private readonly SessionContext _context;
    private readonly StandIns _standIns;
    private readonly Dictionary<string, Placed> _placed = new(StringComparer.Ordinal);
    private readonly Published<TargetSession[]> _sessions = new([]); // for the clock
    private readonly CancellationTokenSource _ending = new();
    private Task _ticking = Task.CompletedTask;

    public GnmiSessions(SessionSettings settings, SeriesStore store, TargetMapping mapping, TimeProvider time, ILoggerFactory loggers)
        : this(new SessionContext(settings, time, loggers.CreateLogger<GnmiSessions>()), store, mapping)
    {
    }

    internal GnmiSessions(SessionContext context, SeriesStore store, TargetMapping mapping)
    {
        (_context, _mapping) = (context, mapping);
        _standIns = new StandIns(store, context.Time);
    }

    /// <summary>Starts the clock of the sessions.</summary>
    public void Start() => _ticking = TickAsync(_ending.Token);

    /// <summary>Makes sessions of exactly the gNMI targets of a set. Those that did not change are not disturbed.</summary>
    /// <param name="next">What to stream from now on; targets of other protocols are left alone.</param>
    /// <param name="options">What the names that targets give stand for.</param>
    public async Task ApplyAsync(TargetSet next, GnmiOptions options)
    {
        var wanted = next.Where(target => target.Protocol == "gnmi").Select(target => Wanted(target, options)).ToList();
        var kept = wanted.Where(placed => _placed.TryGetValue(placed.Target.Instance, out var before) && before.IsSame(placed)).Select(placed => placed.Target.Instance).ToHashSet(StringComparer.Ordinal);
        var removed = _placed.Values.Where(placed => !kept.Contains(placed.Target.Instance)).ToList();
        await Task.WhenAll(removed.Select(placed => placed.Session).OfType<TargetSession>().Select(session => session.DisposeAsync().AsTask()));
        foreach (var placed in removed) _placed.Remove(placed.Target.Instance);

        var added = wanted.Where(placed => !kept.Contains(placed.Target.Instance)).Select(Place).ToList();
        foreach (var placed in added) _placed.Add(placed.Target.Instance, placed);
        foreach (var placed in removed) placed.Ended?.Invoke(_placed.GetValueOrDefault(placed.Target.Instance)?.Series);
        _standIns.Change([.. removed.Select(placed => placed.Series!)], [.. added.Select(placed => placed.Series!)]);
        _sessions.Publish([.. _placed.Values.Select(placed => placed.Session).OfType<TargetSession>()]);
        foreach (var placed in added) placed.Session?.Start();
    }

    /// <summary>Ends all sessions. What the store has stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _ticking;
        await Task.WhenAll(_sessions.Exchange([]).Select(session => session.DisposeAsync().AsTask()));
        _ending.Dispose();
    }

    /// <summary>The clock: once a second for all sessions, because a timer a session would cost more than the sessions.</summary>
    internal void Tick()
    {
        foreach (var session in _sessions.Value) session.Tick();
        _standIns.Settle();
    }

    private static Placed Wanted(Target target, GnmiOptions options)
    {
        var (plan, problem) = SessionPlan.Of(target, options);
        return new Placed(target, plan, problem);
    }

    private Placed Place(Placed wanted)
    {
        if (wanted.Plan is not null)
        {
            var mapped = _mapping(wanted.Target, wanted.Plan);
            return wanted with { Series = mapped.Series, Ended = mapped.Ended, Session = new TargetSession(mapped, wanted.Plan, _context) };
        }

        var series = new TargetSeries(wanted.Target, wanted.Target.Modules) { Stream = new StreamHistory(wanted.Target.Modules) };
        series.Stream.Enter(StreamState.Misconfigured);
        series.Stream.Failed(new StreamError(_context.UnixMs, "INVALID_ARGUMENT", DisconnectReason.Rejected, wanted.Problem, null));
        _context.Log.Misconfigured(wanted.Target.Instance, wanted.Problem);
        return wanted with { Series = series };
    }

    private async Task TickAsync(CancellationToken ending)
    {
        using var everySecond = new PeriodicTimer(TickInterval, _context.Time);
        try
        {
            while (await everySecond.WaitForNextTickAsync(ending)) Tick();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // the daemon ends
        }
    }

    private sealed record Placed(Target Target, SessionPlan? Plan, string Problem)
    {
        public TargetSeries? Series { get; init; }

        public TargetSession? Session { get; init; }

        public Action<TargetSeries?>? Ended { get; init; }

        public bool IsSame(Placed other) => Target.Equals(other.Target) && Problem == other.Problem
            && (Plan is null || other.Plan is null ? Plan is null && other.Plan is null : Plan.IsSame(other.Plan));
    }
}
