using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;
using Google.Protobuf;

namespace Collector.Testing.Gnmi;

/// <summary>One subscription of one target without a connection: a test plays the device, message by message, and reads the series.</summary>
public sealed class GnmiStream
{
    /// <summary>What the device's clock shows at first: 14 November 2023, in Unix nanoseconds.</summary>
    public const long Start = 1_700_000_000_000_000_000;

    private readonly SubscriptionSeries _series;

    public GnmiStream(SubscriptionOptions? options = null, MappingOptions? mapping = null, StreamLimits? limits = null, SubscriptionPlan? plan = null)
    {
        options ??= Subscribed(StreamMode.OnChange);
        Plan = plan ?? new SubscriptionPlan(options, mapping ?? new MappingOptions(), order: 0);
        Live = new LiveModule(Plan.Schema, Store.Epochs);
        var target = new Target
        {
            Instance = "r1.lon",
            Protocol = "gnmi",
            Address = "r1.lon",
            Labels = LabelSet.From([new Label("instance", "r1.lon")]),
            Modules = [options.Name],
            Auth = "",
            Interval = TimeSpan.FromSeconds(10),
            Deadline = TimeSpan.FromSeconds(10),
        };
        Target = new TargetSeries(target, target.Modules) { Stream = new StreamHistory(target.Modules), DataLabels = LabelSet.From([new Label("source", "r1.lon")]) };
        Target.Attach(0, Live);
        Store.Change(new HashSet<TargetSeries>(), [Target]);
        _series = new SubscriptionSeries(Plan, Live, Target.DataLabels, new JoinedTexts(mapping?.Joins.Count ?? 0, StreamLimits.Default.Texts), History, limits ?? StreamLimits.Default);
    }

    public SeriesStore Store { get; } = new();

    public SubscriptionPlan Plan { get; }

    public LiveModule Live { get; }

    public TargetSeries Target { get; }

    public SubscriptionHistory History => Target.Stream!.Subscriptions[0];

    public ISubscriptionSink Sink => _series;

    /// <summary>When messages are received, in Unix nanoseconds.</summary>
    public long Now { get; set; } = Start;

    /// <summary>Options of a subscription `ifc` to everything.</summary>
    public static SubscriptionOptions Subscribed(StreamMode mode, TimeSpan interval = default) => new()
    {
        Name = "ifc",
        Paths = [new SubscribedPaths { Paths = [GnmiPath.Root], Mode = mode, SampleInterval = interval }],
    };

    public ResponseKind Send(SubscribeResponse response) => _series.Apply(response.ToByteArray(), Now);

    public ResponseKind Send(Notification notification) => Send(new SubscribeResponse { Update = notification });

    public ResponseKind Sync() => Send(new SubscribeResponse { SyncResponse = true });

    /// <summary>How many series there are; see <see cref="SeriesReading.Count"/>.</summary>
    public int Count()
    {
        using var reading = Store.Epochs.Enter();
        return SeriesReading.Count(Target);
    }

    /// <summary>All series as `name{labels}` and value.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        using var reading = Store.Epochs.Enter();
        return SeriesReading.Read(Target);
    }
}
