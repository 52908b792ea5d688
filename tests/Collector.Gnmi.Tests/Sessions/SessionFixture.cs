using Collector.Gnmi.Configuration;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Sessions;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>The daemon's sessions with a device over a real connection, on a clock of the test's; pauses are always the middle of their range.</summary>
internal sealed class SessionFixture : IAsyncDisposable
{
    private SessionFixture(FakeDevice device)
    {
        Device = device;
        Sessions = new GnmiSessions(new SessionContext(new SessionSettings(), Time, Log) { Jitter = () => 0.5 }, Store, Map);
    }

    public FakeDevice Device { get; }

    public ManualTime Time { get; } = new();

    public RecordingLogger<GnmiSessions> Log { get; } = new();

    public SeriesStore Store { get; } = new();

    public GnmiSessions Sessions { get; }

    /// <summary>By target and subscription, the newest.</summary>
    public Dictionary<string, RecordingSink> Sinks { get; } = [];

    public GnmiTargetOptions Target { get; set; } = new() { Name = "r1", Addresses = [], Insecure = true };

    public List<SubscriptionOptions> Subscriptions { get; } = [];

    public StreamHistory Stream => Store.Targets[0].Stream!;

    public SubscriptionHistory Subscription => Stream.Subscriptions[0];

    public RecordingSink Sink => Sinks["r1/ifc"];

    public static async Task<SessionFixture> StartAsync(Func<DeviceCall, int, Task<Grpc.Status>>? subscribe = null, SubscriptionOptions? subscription = null)
    {
        var fixture = new SessionFixture(await FakeDevice.StartAsync());
        if (subscribe is not null) fixture.Device.Subscribe = subscribe;
        fixture.Subscriptions.Add(subscription ?? Subscribed("ifc"));
        fixture.Target = fixture.Target with { Addresses = [fixture.Device.Address] };
        return fixture;
    }

    public static SubscriptionOptions Subscribed(string name, SubscriptionListMode mode = SubscriptionListMode.Stream) => new()
    {
        Name = name,
        Mode = mode,
        Paths = [new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = TimeSpan.FromSeconds(10) }],
    };

    /// <summary>Puts in force what the properties say, as a reload would.</summary>
    public Task ApplyAsync() => Sessions.ApplyAsync(
        new TargetSet([TargetOf("r1")]),
        new GnmiOptions
        {
            Targets = new Dictionary<string, GnmiTargetOptions> { ["r1"] = Target },
            Subscriptions = Subscriptions.ToDictionary(one => one.Name),
        });

    public void WaitFor(Func<bool> condition) => Patience.Until(condition, () => string.Join('\n', Log.Entries));

    /// <summary>Waits until the subscription pauses after an end.</summary>
    public void WaitForPause() => WaitFor(() => Stream.State == StreamState.BackingOff && Time.ArmedTimers == 1);

    public void WaitForStream() => WaitFor(() => Subscription.State == StreamState.Streaming);

    /// <summary>Waits until the session that a reload made has taken over.</summary>
    public void WaitForNewStream(TargetSeries before) => WaitFor(() =>
    {
        Sessions.Tick();
        return !ReferenceEquals(Store.Targets[0], before) && Stream.IsSynced;
    });

    /// <summary>Moves the clock second by second, as the daemon's ticks do.</summary>
    public void Advance(TimeSpan by)
    {
        for (var second = 0; second < (int)by.TotalSeconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Sessions.Tick();
        }
    }

    /// <summary>Moves the clock to the next attempt and no further: the attempt arms timers of its own, on another thread, and those must not come due with it.</summary>
    public void AdvanceToRetry(TimeSpan within)
    {
        var left = DateTimeOffset.FromUnixTimeMilliseconds(Stream.RetryUnixMs) - Time.GetUtcNow();
        Assert.InRange(left, TimeSpan.Zero, within);
        Time.Advance(left);
    }

    public async ValueTask DisposeAsync()
    {
        await Sessions.DisposeAsync();
        await Device.DisposeAsync();
        Assert.All(Sinks.Values, sink => Assert.False(sink.WasShared, "a sink had two callers at once"));
        Assert.DoesNotContain(Log.Entries, entry => entry.StartsWith("Error", StringComparison.Ordinal));
    }

    private Target TargetOf(string instance) => new()
    {
        Instance = instance,
        Protocol = "gnmi",
        Address = Target.Addresses.Count > 0 ? string.Join(',', Target.Addresses) : instance,
        Labels = LabelSet.From([new Label("instance", instance)]),
        Modules = [.. Subscriptions.Select(one => one.Name)],
        Auth = "r1",
        Interval = TimeSpan.FromSeconds(10),
        Deadline = TimeSpan.FromSeconds(10),
    };

    private MappedTarget Map(Target target, SessionPlan plan)
    {
        var series = new TargetSeries(target, target.Modules) { Stream = new StreamHistory(target.Modules) };
        foreach (var subscription in target.Modules) Sinks[$"{target.Instance}/{subscription}"] = new RecordingSink();
        return new MappedTarget(series, [.. target.Modules.Select(subscription => Sinks[$"{target.Instance}/{subscription}"])]);
    }
}
