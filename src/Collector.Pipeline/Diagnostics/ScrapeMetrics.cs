using System.Diagnostics.Metrics;
using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Diagnostics;

/// <summary>What became of requests for pages, and what had to be left off them.</summary>
/// <remarks>Any thread. One method an event.</remarks>
public sealed class ScrapeMetrics
{
    private static readonly double[] DurationBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

    private readonly EnumCounter<ScrapeOutcome> _outcomes;
    private readonly Histogram<double> _duration;
    private SharedCounter _bytes;
    private SharedCounter _typeConflicts;
    private SharedCounter _nameClashes;
    private SharedCounter _duplicates;

    public ScrapeMetrics(CollectorMeter collector)
    {
        var meter = collector.Meter;
        _outcomes = new EnumCounter<ScrapeOutcome>(meter, "collector.scrapes", "outcome", "Requests for a page, by how they ended.");
        _duration = meter.CreateHistogram(
            "collector.scrape.duration", "s", "How long pages took to write, from admission to the last byte handed over.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });
        meter.CreateObservableCounter("collector.scrape.body", () => _bytes.Value, "By", "Bytes of page bodies handed to readers, after compression.");
        meter.CreateObservableCounter(
            "collector.exposition.type_conflicts", () => _typeConflicts.Value, null, "Families that became untyped because modules disagree on their type, each time a new set of modules met.");
        meter.CreateObservableCounter(
            "collector.exposition.name_clashes", () => _nameClashes.Value, null, "Families of modules left out because the collector's own metrics have their name, each time a new set of modules met.");
        meter.CreateObservableCounter(
            "collector.exposition.duplicate_series", () => _duplicates.Value, null, "Series left out because another module of the same target had shown them on the page.");
    }

    public long Count(ScrapeOutcome outcome) => _outcomes[outcome];

    /// <summary>A request that never became a page.</summary>
    public void Refused(ScrapeOutcome outcome) => _outcomes.Increment(outcome);

    /// <summary>A page, whole or not.</summary>
    public void Wrote(ScrapeOutcome outcome, long bytes, TimeSpan duration)
    {
        _outcomes.Increment(outcome);
        _bytes.Add(bytes);
        _duration.Record(duration.TotalSeconds);
    }

    /// <summary>A set of modules met for the first time, and what does not fit together in it.</summary>
    public void Planned(int typeConflicts, int nameClashes)
    {
        _typeConflicts.Add(typeConflicts);
        _nameClashes.Add(nameClashes);
    }

    public void LeftOutDuplicates(long series) => _duplicates.Add(series);
}
