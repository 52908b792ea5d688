using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Scheduling;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Polling.Tracing;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;
using Microsoft.Extensions.Logging;

namespace Collector.Snmp.Polling;

/// <summary>Polls all SNMP targets of the daemon: divides them among the lanes and keeps the store's list of targets.</summary>
/// <remarks>
/// <see cref="ApplyAsync"/> is called by one caller at a time. <see cref="PollOnceAsync"/> may be called by any thread.
/// A target stays on the lane that its instance chooses. Next: <see cref="Lane"/>.
/// </remarks>
public sealed class PollEngine : IAsyncDisposable
{
    private static readonly PacketTimeouts BuiltIn = new(SnmpModuleOptions.DefaultTimeout, SnmpModuleOptions.DefaultRetries);

    private readonly SeriesStore _store;
    private readonly OnDemandOptions _options;
    private readonly EndpointResolver _resolver;
    private readonly TimeProvider _time;
    private readonly Lane[] _lanes;
    private readonly Thread[] _threads;
    private readonly Dictionary<string, Placed> _placed = new(StringComparer.Ordinal);
    private readonly KeyStore _keys;
    private readonly Lock _lifetime = new(); // a host whose start failed disposes of us while a service of it may still start us
    private readonly CancellationTokenSource _ending = new();
    private readonly Succession _succession;
    private readonly ScheduledEndpoints _scheduled = new();
    private readonly Published<PlanCache> _plans;
    private bool _isOver;

    public PollEngine(
        PollEngineOptions options,
        SeriesStore store,
        SnmpModules modules,
        CollectorMeter meter,
        IEnumerable<IPublicationObserver> observers,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _store = store;
        _time = time;
        _succession = new Succession(store, time);
        _options = options.OnDemand;
        _plans = new Published<PlanCache>(new PlanCache(modules));
        _resolver = new EndpointResolver(options.Lookup ?? EndpointResolver.SystemLookup, time, options.Resolver);
        var logger = loggers.CreateLogger<PollEngine>();
        _keys = new KeyStore(logger);
        var metrics = new PollMetrics(meter.Meter, _keys);
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(_ =>
            new Lane(options.TransportSource?.Invoke() ?? TransportFactory.Create(options.Transport, time), store, metrics.AddLane(), [.. observers], _keys, time, logger, MostInFlight(options)) { Scheduled = _scheduled, MostReplyOctets = options.MostReplyOctets })];
        OnDemand = new OnDemandPolls(options.OnDemand, this, new OnDemandMetrics(meter.Meter), time);
        _threads = [.. _lanes.Select((lane, i) => new Thread(lane.Run) { IsBackground = true, Name = $"snmp lane {i}" })];
    }

    /// <summary>Walks for whoever asks, now.</summary>
    public OnDemandPolls OnDemand { get; }

    /// <summary>The modules and auths in force.</summary>
    public SnmpModules Modules => Plans.Modules;

    internal IReadOnlyList<Lane> Lanes => _lanes;

    internal PlanCache Plans => _plans.Value;

    /// <summary>Starts the lanes' threads; does nothing after disposal. Any thread.</summary>
    public void Start()
    {
        lock (_lifetime)
        {
            if (_isOver) return;
            OnDemand.Metrics.Announce(Modules);
            foreach (var thread in _threads) thread.Start();
        }
    }

    /// <summary>For each lane a task that ends when it has come round to looking into its mailbox: one that hangs is found out by whoever waits for that.</summary>
    public IReadOnlyList<Task> Ping(CancellationToken cancellation) => [.. _lanes.Select(lane => PingAsync(lane, cancellation))];

    /// <summary>Makes the lanes poll exactly these targets. Those that did not change are not disturbed.</summary>
    /// <param name="next">What to poll from now on; targets of other protocols are left alone.</param>
    /// <param name="modules">The modules and auths in force. A target is disturbed only if one that it uses says something else than before.</param>
    /// <param name="cancellation">Gives up between two lanes; a later call makes up for it.</param>
    public async Task ApplyAsync(TargetSet next, SnmpModules modules, CancellationToken cancellation)
    {
        if (!ReferenceEquals(modules, Modules)) PutInForce(modules);
        var removed = _placed.Values.Where(placed => !IsIn(next, placed.Series.Target) || DefinitionOf(placed.Series.Target) != placed.Definition).ToList();
        foreach (var placed in removed) _placed.Remove(placed.Series.Target.Instance);
        var added = next.Where(target => target.Protocol == "snmp" && !_placed.ContainsKey(target.Instance)).Select(PlaceBySchedule).ToList();
        foreach (var placed in added) _placed.Add(placed.Series.Target.Instance, placed);

        _succession.Change([.. removed.Select(placed => placed.Series)], [.. added.Select(placed => placed.Series)]);
        foreach (var placed in removed) Forget(placed);
        foreach (var lane in _lanes)
        {
            var leaving = removed.Select(placed => placed.OnLane).OfType<LaneTarget>().Where(target => target.Lane == lane).ToList();
            var coming = added.Select(placed => placed.OnLane).OfType<LaneTarget>().Where(target => target.Lane == lane).ToList();
            if (leaving.Count + coming.Count > 0) await lane.PostAsync(() => lane.Change(leaving, coming), cancellation);
        }
    }

    /// <summary>Polls a target once, now, without putting it in the store.</summary>
    /// <returns>Its series, which nobody else writes to any more.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, or the engine is being disposed of.</exception>
    public async Task<TargetSeries> PollOnceAsync(Target target, CancellationToken cancellation) => (await PollOnceAsync(target, null, cancellation)).Series;

    /// <summary>The same, with everything that happened; without a target on a lane when it cannot be polled as configured.</summary>
    internal Task<(TargetSeries Series, LaneTarget? OnLane)> PollOnceAsync(Target target, PollTrace? trace, CancellationToken cancellation) => PollAsync(target, 1, trace, cancellation);

    /// <summary>
    /// Polls a target some times, one poll right after the other; the last one is traced. More than one are as its schedule would make them: each asks as those before
    /// have taught it, and the first as who is polled by schedule there has. They end early when one is not answered whole.
    /// </summary>
    internal async Task<(TargetSeries Series, LaneTarget? OnLane)> PollAsync(Target target, int polls, PollTrace? trace, CancellationToken cancellation)
    {
        var finished = NotYet();
        var placed = Place(target, one => finished.TrySetResult(one), learns: polls > 1);
        if (placed.OnLane is not { } onLane) return (placed.Series, null);
        using var following = placed.Following;
        await WaitForAddressAsync(onLane, cancellation);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        await onLane.Lane.PostAsync(() => BeginFirst(onLane, polls == 1 ? trace : null), either.Token);
        try
        {
            await finished.Task.WaitAsync(either.Token);
            for (var left = polls - 1; left > 0 && placed.Series.History.TryGetLast(out var poll) && poll.Outcome == PollOutcome.Answered; left--)
            {
                finished = NotYet();
                var traced = left == 1 ? trace : null;
                await onLane.Lane.PostAsync(() => BeginNext(onLane, traced), either.Token);
                await finished.Task.WaitAsync(either.Token);
            }
        }
        finally
        {
            if (!_ending.IsCancellationRequested) await onLane.Lane.PostAsync(() => onLane.Lane.Change([onLane], []), _ending.Token);
        }

        return (placed.Series, onLane);
    }

    /// <summary>The addresses of a target, now.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<AddressLookup> LookUpAsync(TargetAddress address, CancellationToken cancellation) => _resolver.LookUpOnceAsync(address, cancellation);

    /// <summary>Stops the lanes. What the store has stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lifetime) _isOver = true;
        await _ending.CancelAsync();
        OnDemand.End();
        _keys.Dispose();
        foreach (var lane in _lanes) lane.Stop();
        await Task.Run(() =>
        {
            // ThreadState is a set of flags: one that was not started is Unstarted and Background.
            foreach (var thread in _threads.Where(thread => !thread.ThreadState.HasFlag(ThreadState.Unstarted))) thread.Join();
        });
        foreach (var lane in _lanes) lane.Dispose();
        _resolver.Dispose();
        _succession.Dispose();
    }

    /// <summary>A target that is polled when its session says so; null when its modules or its auth are not there.</summary>
    internal LaneTarget? MakeOnDemand(in WalkKey key, Action<LaneTarget> finished, Action<double> answered)
    {
        var (request, modules) = (key.Request, key.Request.ModuleList.Split(','));
        var target = new Target
        {
            Instance = request.Endpoint.ToString(),
            Address = request.Endpoint.ToString(),
            Labels = LabelSet.Empty,
            Modules = modules,
            Auth = request.Auth,
            Context = request.Context.Name,
            Interval = _options.LongestWalk,
            Deadline = _options.LongestWalk,
            Limits = LimitsAt(request.Endpoint),
        };
        var (known, mapping) = (key.Plans, new MappingOptions { WrapLargeCounters = request.WrapLargeCounters, CountersTakeAnyNumber = true });
        var plans = modules.Select(module => known.Find(module, mapping)).OfType<ModulePlan>().ToList();
        if (plans.Count != modules.Length || SecurityFor(known, target, request.Context) is not { } securityOn) return null;
        var lane = LaneAt(request.Endpoint, target.Instance);
        var onLane = new LaneTarget(lane, new TargetSeries(target, modules), plans, securityOn(lane), BuiltIn, finished) { RoundTripSeen = answered };
        onLane.Address.Publish(new ResolvedAddress(request.Endpoint));
        return onLane;
    }

    private static async Task PingAsync(Lane lane, CancellationToken cancellation)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await lane.PostAsync(() => answered.TrySetResult(), cancellation);
        await answered.Task.WaitAsync(cancellation);
    }

    private static TaskCompletionSource<LaneTarget> NotYet() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A lane's share; what a lane does not use, no other lane may.</summary>
    private static int MostInFlight(PollEngineOptions options) => options.RequestsInFlight is { } all ? Math.Max(1, all / options.Lanes) : int.MaxValue;

    /// <summary>Who is polled by schedule and asked on demand is the same agent.</summary>
    private RequestLimits LimitsAt(in TransportEndpoint endpoint) => _scheduled.At(endpoint) is [var first, ..] ? first.Series.Target.Limits : RequestLimits.None;

    /// <summary>The lane's thread: begins the first poll on demand, or puts it in line.</summary>
    private void BeginFirst(LaneTarget target, PollTrace? trace)
    {
        target.Trace = trace;
        if (!target.IsReadWhole && ScheduledTwin(target) is { } scheduled) target.LearnFrom(scheduled);
        target.Lane.Change([], [target]);
    }

    private static void BeginNext(LaneTarget target, PollTrace? trace)
    {
        target.Trace = trace;
        target.Start(companions: 1);
    }

    /// <summary>The same device as the same lane polls it by schedule.</summary>
    private LaneTarget? ScheduledTwin(LaneTarget target) => target.Address.Value?.Endpoint is { } endpoint
        ? _scheduled.At(endpoint).FirstOrDefault(other => other.Lane == target.Lane && other.Series.Target.Instance == target.Series.Target.Instance && other.Series.Target.Auth == target.Series.Target.Auth)
        : null;

    private static bool IsIn(TargetSet set, Target target) => set.ByInstance.TryGetValue(target.Instance, out var same) && same.Equals(target);

    private Placed PlaceBySchedule(Target target)
    {
        var placed = Place(target, null) with { Definition = DefinitionOf(target) };
        if (placed.OnLane is { } onLane) onLane.FirstPollFinished = _succession.OnFirstPoll;
        return placed;
    }

    private TargetDefinition DefinitionOf(Target target) => TargetDefinition.Of(target, Plans);

    /// <summary>Puts a target on its lane. One that cannot be polled as configured has a series all the same, which says so.</summary>
    private Placed Place(Target target, Action<LaneTarget>? finishedOnce, bool learns = false)
    {
        var series = new TargetSeries(target, target.Modules);
        var inForce = Plans;
        var plans = target.Modules.Select(inForce.Find).OfType<ModulePlan>().ToList();
        if (plans.Count != target.Modules.Count || SecurityFor(inForce, target, new SnmpContext(target.Context, "")) is not { } securityOn || !TargetAddress.TryParse(target.Address, out var address, out _))
        {
            series.History.Add(new PollRecord { StartedUnixMs = _time.GetUtcNow().ToUnixTimeMilliseconds(), Duration = TimeSpan.Zero, Outcome = PollOutcome.Misconfigured });
            return new Placed(series, null, null);
        }

        var lane = finishedOnce is not null && address.TryGetEndpoint(out var endpoint) ? LaneAt(endpoint, target.Instance) : LaneFor(target.Instance);
        var timeouts = new PacketTimeouts(target.PacketTimeout ?? BuiltIn.Timeout, target.Retries ?? BuiltIn.Retries);
        var onLane = new LaneTarget(lane, series, plans, securityOn(lane), timeouts, finishedOnce, learns);
        var following = _resolver.Follow(address, resolution => Resolved(onLane, resolution));
        return new Placed(series, onLane, following);
    }

    private void PutInForce(SnmpModules modules)
    {
        _plans.Publish(Plans.For(modules));
        OnDemand.Forget();
        OnDemand.Metrics.Announce(modules);
    }

    private void Forget(Placed placed)
    {
        placed.Following?.Dispose();
        if (placed.OnLane is { } onLane) _scheduled.Remove(onLane);
    }

    private void Resolved(LaneTarget target, Resolution resolution)
    {
        target.Address.Publish(new ResolvedAddress(resolution.Endpoint));
        if (!target.IsOnce) _scheduled.Move(target, resolution.Endpoint);
    }

    private Lane LaneFor(string instance) => _lanes[PollSchedule.StableHash(instance) % (ulong)_lanes.Length];

    /// <summary>Where somebody who is asked once waits for his turn: on the lane that polls the same instance by schedule, or at least the same endpoint.</summary>
    private Lane LaneAt(in TransportEndpoint endpoint, string instance)
    {
        var scheduled = _scheduled.At(endpoint);
        if (scheduled.Count == 0) return LaneFor(endpoint.ToString());
        return (scheduled.FirstOrDefault(target => target.Series.Target.Instance == instance) ?? scheduled[0]).Lane;
    }

    /// <summary>How to speak with a target, once it has a lane; null when there is no such auth.</summary>
    private static Func<Lane, MessageSecurity>? SecurityFor(PlanCache plans, Target target, SnmpContext context)
    {
        if (!plans.Modules.TryGetAuth(target.Auth, out var auth)) return null;
        if (auth.Version != SnmpVersion.V3) return _ => new CommunitySecurity(auth.Version, auth.Community);
        if (context.Name.Length == 0) context = context with { Name = auth.ContextName };
        return lane => new UserSecurity(UsmUser.From(auth), context, lane.Usm);
    }

    /// <summary>A poll on demand has nothing to wait for but the name, so it waits; the deadline counts from then on.</summary>
    private async Task WaitForAddressAsync(LaneTarget target, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(target.Series.Target.Deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var everySoOften = new PeriodicTimer(TimeSpan.FromMilliseconds(10), _time);
        while (target.Address.Value is null && !either.IsCancellationRequested)
        {
            try
            {
                await everySoOften.WaitForNextTickAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return; // the poll then ends as unresolved
            }
        }
    }

    private sealed record Placed(TargetSeries Series, LaneTarget? OnLane, IDisposable? Following)
    {
        public TargetDefinition Definition { get; init; }
    }
}
