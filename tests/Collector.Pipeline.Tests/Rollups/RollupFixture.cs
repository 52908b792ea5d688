using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Rollups;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Rollups;

/// <summary>An engine over a store that the test fills, with a clock that the test moves.</summary>
internal sealed class RollupFixture : IDisposable
{
    private readonly CollectorMeter _meter = new();

    public RollupFixture(params RollupRule[] rules)
        : this(facts: null, rules)
    {
    }

    public RollupFixture(IDeviceFacts? facts, params RollupRule[] rules)
    {
        Metrics = new RollupMetrics(_meter);
        Engine = new RollupEngine(Filled.Store, Observers, Metrics, Time, facts);
        Engine.Use(rules);
    }

    public List<IPublicationObserver> Observers { get; } = [];

    public FilledStore Filled { get; } = new();

    public ManualTime Time { get; } = new();

    public RollupMetrics Metrics { get; }

    public RollupEngine Engine { get; }

    public long NowUnixMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Lets an interval pass and computes everything anew.</summary>
    public IReadOnlyDictionary<string, double> Pass(TimeSpan? after = null)
    {
        Time.Advance(after ?? RollupRule.DefaultInterval);
        Engine.RunDue();
        return Results();
    }

    /// <summary>What pages would show.</summary>
    public IReadOnlyDictionary<string, double> Results() =>
        Filled.Store.Derived is { } derived ? SeriesReading.Read(derived) : new Dictionary<string, double>();

    /// <summary>A poll of one table now.</summary>
    public void Poll(TargetSeries series, Pipeline.Samples.ModuleSchema schema, params (string Labels, object?[] Cells)[] rows) =>
        Filled.Publish(series, 0, schema, NowUnixMs, rows);

    /// <summary>A poll ended, and the target answered or not.</summary>
    public static void Answer(TargetSeries series, bool isUp) =>
        series.History.Add(new PollRecord { StartedUnixMs = 1, Duration = TimeSpan.Zero, Outcome = isUp ? PollOutcome.Answered : PollOutcome.TimedOut });

    public void Dispose() => _meter.Dispose();

    public override string ToString() => string.Join('\n', Results().Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal));
}
