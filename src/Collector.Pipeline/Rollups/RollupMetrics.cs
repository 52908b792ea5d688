using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Rollups.Passes;

namespace Collector.Pipeline.Rollups;

/// <summary>How passes go, and what their counters did.</summary>
/// <remarks>The engine's thread writes; any thread reads.</remarks>
public sealed class RollupMetrics
{
    private OwnedCounter _passes;
    private OwnedCounter _lastMicroseconds;
    private OwnedCounter _groups;
    private OwnedCounter _rowsLeftOut;

    public RollupMetrics(CollectorMeter collector)
    {
        var meter = collector.Meter;
        meter.CreateObservableCounter("collector.rollup.passes", () => _passes.Value, null, "Passes over the store that computed rollups.");
        meter.CreateObservableGauge("collector.rollup.pass_duration", () => _lastMicroseconds.Value / 1e6, "s", "How long the last of them took.");
        meter.CreateObservableGauge("collector.rollup.groups", () => _groups.Value, null, "Groups that rollups have, of all rules.");
        meter.CreateObservableGauge("collector.rollup.rows_left_out", () => _rowsLeftOut.Value, null, "Rows that are in no group because their rule has as many as it may.");
        meter.CreateObservableCounter("collector.rollup.steps", MeasureSteps, null, "Counters that did not just count on between two polls, by what they did.");
    }

    /// <summary>What counters did.</summary>
    internal StepCounts Steps { get; } = new();

    internal void Ran(TimeSpan took, IEnumerable<RuleGroups> rules)
    {
        var (groups, leftOut) = (0, 0);
        foreach (var rule in rules)
        {
            groups += rule.Count;
            leftOut += rule.RowsLeftOut;
        }

        _passes.Increment();
        _lastMicroseconds.Set((long)took.TotalMicroseconds);
        _groups.Set(groups);
        _rowsLeftOut.Set(leftOut);
    }

    private IEnumerable<System.Diagnostics.Metrics.Measurement<long>> MeasureSteps() =>
    [
        new(Steps[CounterStep.Wrapped], KeyValuePair.Create("step", (object?)"wrapped")),
        new(Steps[CounterStep.Reset], KeyValuePair.Create("step", (object?)"reset")),
        new(Steps[CounterStep.Implausible], KeyValuePair.Create("step", (object?)"implausible")),
    ];
}
