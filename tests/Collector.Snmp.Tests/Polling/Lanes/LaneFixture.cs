using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling.Lanes;

/// <summary>A lane whose thread the test is: on a virtual network in virtual time, unless the test wants real sockets.</summary>
internal sealed class LaneFixture : IPublicationObserver, IDisposable
{
    private readonly VirtualNetwork? _network;
    private readonly ManualTime? _time;

    public LaneFixture(VirtualNetwork? network = null, ManualTime? time = null, int mostInFlight = int.MaxValue)
    {
        _time = time ?? new ManualTime();
        _network = network ?? new VirtualNetwork(_time);
        Lane = new Lane(_network, Store, Metrics, [this], Keys, _time, NullLogger.Instance, mostInFlight);
    }

    private LaneFixture(IDatagramTransport transport, TimeProvider time) => Lane = new Lane(transport, Store, Metrics, [], Keys, time, NullLogger.Instance);

    public ManualTime Time => _time ?? throw new InvalidOperationException("The time is real.");

    public VirtualNetwork Network => _network ?? throw new InvalidOperationException("The network is real.");

    public SeriesStore Store { get; } = new();

    public KeyStore Keys { get; } = new(workers: 1);

    public LaneMetrics Metrics { get; } = new();

    public Lane Lane { get; }

    /// <summary>All targets that <see cref="Add(string, ModulePlan[], TargetOptions)"/> added.</summary>
    public List<LaneTarget> Targets { get; } = [];

    /// <summary>Who published what, in order: target, module, whether there was a snapshot.</summary>
    public List<(string Instance, int Module, bool HasSnapshot)> Published { get; } = [];

    /// <summary>A lane on real sockets in real time.</summary>
    public static LaneFixture OnSockets(TransportOptions? options = null) => On(TransportFactory.Create(options ?? new TransportOptions(), TimeProvider.System), TimeProvider.System);

    /// <summary>A lane on a test's own transport and clock; nobody observes it.</summary>
    public static LaneFixture On(IDatagramTransport transport, TimeProvider time) => new(transport, time);

    public static TransportEndpoint Endpoint(string address) => TransportEndpoint.From(IPEndPoint.Parse(address));

    /// <summary>Adds a target and lets an agent answer for it.</summary>
    public LaneTarget Add(string address, Func<FakeRequest, IEnumerable<FakeReply>> answer, ModulePlan[]? modules = null, TargetOptions? options = null)
    {
        Network.Listen(Endpoint(address), answer);
        return Add(address, modules, options);
    }

    /// <summary>Adds a target at which nobody answers, unless somebody listens there already.</summary>
    public LaneTarget Add(string address, ModulePlan[]? modules = null, TargetOptions? options = null)
    {
        var target = Make(address, modules, options);
        Targets.Add(target);
        Lane.Change([], [target]);
        return target;
    }

    /// <summary>A target that no lane has yet.</summary>
    public LaneTarget Make(string address, ModulePlan[]? modules = null, TargetOptions? options = null)
    {
        options ??= new TargetOptions();
        modules ??= [Walking()];
        var isTcp = address.StartsWith("tcp://", StringComparison.Ordinal);
        var target = new Target
        {
            Instance = options.Instance ?? address,
            Address = address,
            Labels = LabelSet.Empty,
            Modules = [.. modules.Select(module => module.Name)],
            Auth = "public",
            Interval = options.Interval,
            Deadline = options.Deadline ?? options.Interval,
            Limits = options.Limits,
        };
        var onLane = new LaneTarget(
            Lane, new TargetSeries(target, target.Modules), modules, options.Security?.Invoke(Lane) ?? new CommunitySecurity(options.Version, Secret.From("public")), new PacketTimeouts(options.Timeout, options.Retries), options.IsOnce ? _ => { } : null);
        if (options.IsResolved) onLane.Address.Publish(new ResolvedAddress(isTcp ? TransportEndpoint.From(IPEndPoint.Parse(address["tcp://".Length..]), TransportProtocol.Tcp) : Endpoint(address)));
        return onLane;
    }

    /// <summary>A module that walks the test's subtree for the gauge `m` with one index.</summary>
    public static ModulePlan Walking(string root = Root, string name = "test", int maxRepetitions = 10, bool packs = true, params string[] gets) => ModuleCompiler.Compile(
        Options(Metric("m", Root + ".1", SnmpMetricType.Gauge, [Index("i")]), Metric("n", Root + ".2", SnmpMetricType.Gauge, [Index("i")]))
            with { Name = name, Walk = root.Length == 0 ? [] : [Oid.Parse(root)], Get = [.. gets.Select(get => Oid.Parse(get))], MaxRepetitions = maxRepetitions, PacksColumns = packs },
        0,
        []);

    /// <summary>Rows 1 to n of `m`, each with its number as value.</summary>
    public static FakeMib Rows(int rows, string column = Root + ".1") =>
        new(Enumerable.Range(1, rows).Select(row => AgentVarbind.Gauge32($"{column}.{row}", (uint)row)));

    /// <summary>Three modules with a column each, which can be read side by side.</summary>
    public static ModulePlan[] Columns => [.. Enumerable.Range(1, 3).Select(column => Walking($"{Root}.{column}", $"column{column}"))];

    /// <summary>What <see cref="Columns"/> read: each so many rows.</summary>
    public static FakeMib ColumnRows(int rows) =>
        new(Enumerable.Range(1, 3).SelectMany(column => Enumerable.Range(1, rows).Select(row => AgentVarbind.Gauge32($"{Root}.{column}.{row}", (uint)row))));

    /// <summary>Turns the lane until so much time has passed.</summary>
    public void Run(TimeSpan time)
    {
        var until = Time.GetUtcNow() + time;
        while (Time.GetUtcNow() < until) Lane.Turn();
    }

    /// <summary>Turns the lane until the target has finished another poll; says what came of it.</summary>
    public PollRecord Poll(LaneTarget target)
    {
        var before = target.Series.History.Finished;
        TurnUntil(() => target.Series.History.Finished > before);
        Assert.True(target.Series.History.TryGetLast(out var record));
        return record;
    }

    /// <summary>Turns the lane until something has happened.</summary>
    public void TurnUntil(Func<bool> hasHappened)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!hasHappened())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience.Limit, "It does not happen.");
            Lane.Turn();
        }
    }

    /// <summary>What the store shows of a target.</summary>
    public static IReadOnlyDictionary<string, double> Series(LaneTarget target) => SeriesReading.Read(target.Series);

    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous) =>
        Published.Add((series.Target.Instance, module, current is not null));

    /// <summary>Nothing is left behind when all polls are over.</summary>
    public void AssertIdle()
    {
        Assert.Equal((0, 0), (Lane.Exchanges.InFlight, Lane.Exchanges.Waiting));
        Assert.Equal(0, Lane.Exchanges.OctetsReserved);
    }

    public void Dispose()
    {
        Keys.Dispose();
        Lane.Dispose();
    }
}

/// <summary>What a test wants a target to be like.</summary>
internal sealed record TargetOptions
{
    public string? Instance { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan? Deadline { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public int Retries { get; init; } = 3;

    public SnmpVersion Version { get; init; } = SnmpVersion.V2c;

    public RequestLimits Limits { get; init; } = RequestLimits.None;

    /// <summary>How it is spoken with; null for the community.</summary>
    public Func<Lane, MessageSecurity>? Security { get; init; }

    public bool IsResolved { get; init; } = true;

    /// <summary>Polled once, as soon as it is there.</summary>
    public bool IsOnce { get; init; }
}
