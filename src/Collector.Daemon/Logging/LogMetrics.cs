using System.Diagnostics.Metrics;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>Counts lines of the log, and those that were left out, by level.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class LogMetrics
{
    // Each has its own even if it is switched off: a series that comes and goes is hard to alert on.
    private static readonly string[] Levels = ["debug", "info", "warn", "error"];

    private readonly SharedCounter[] _written = new SharedCounter[Levels.Length];
    private readonly SharedCounter[] _leftOut = new SharedCounter[Levels.Length];

    public LogMetrics(CollectorMeter collector)
    {
        collector.Meter.CreateObservableCounter("collector.log.lines", () => Measure(_written), null, "Lines written to the log, by level.");
        collector.Meter.CreateObservableCounter("collector.log.lines_suppressed", () => Measure(_leftOut), null, "Lines left out of the log because there were too many of their kind in a minute, by level.");
    }

    public void Written(LogLevel level) => _written[Place(level)].Increment();

    public void LeftOut(LogLevel level) => _leftOut[Place(level)].Increment();

    private static int Place(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => 0,
        LogLevel.Information => 1,
        LogLevel.Warning => 2,
        _ => 3,
    };

    private static IEnumerable<Measurement<long>> Measure(SharedCounter[] counters) =>
        Levels.Select((level, place) => new Measurement<long>(counters[place].Value, KeyValuePair.Create("level", (object?)level)));
}
