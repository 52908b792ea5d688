using System.Collections.Concurrent;
using System.IO.Pipelines;
using Collector.Export.Exposition.Output;
using Collector.Export.Exposition.PerTarget;
using Collector.Export.Exposition.Plans;
using Collector.Export.Exposition.Readings;
using Collector.Export.Exposition.Requests;
using Collector.Export.Instruments;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>Everything the store has, as one page of text. Next: Collector.Daemon, MetricsEndpoint.</summary>
/// <remarks>Any thread. Whoever lets requests in sees to it that few pages are written at a time (<c>PageTurns</c>).</remarks>
public sealed class MetricsPage(SeriesStore store, MeterPage instruments, ScrapeMetrics metrics, ExpositionOptions options, TimeProvider time)
{
    private readonly PagePlanCache _plans = new();
    private readonly ShardIndex _shards = new();
    private readonly ConcurrentBag<PageWriter> _spare = [];

    /// <summary>Writes one page. It stands for the moment at which this call began, however slowly it is read.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="body">Where the bytes go; the caller completes it, or aborts it when the result is not <see cref="ScrapeOutcome.Served"/>.</param>
    /// <param name="readerGone">Ends the writing.</param>
    public async ValueTask<ScrapeOutcome> WriteAsync(PageRequest request, PipeWriter body, CancellationToken readerGone)
    {
        var began = time.GetTimestamp();
        var outcome = ScrapeOutcome.Failed;
        await using var output = new PageOutput(body, request.Gzip, options, time, readerGone);
        try
        {
            await WriteAsync(request, output);
            outcome = ScrapeOutcome.Served;
        }
        catch (OperationCanceledException) when (output.End != ScrapeOutcome.Served)
        {
            outcome = output.End;
        }
        finally
        {
            metrics.Wrote(outcome, output.Sent, time.GetElapsedTime(began));
        }

        return outcome;
    }

    private async ValueTask WriteAsync(PageRequest request, PageOutput output)
    {
        if (!_spare.TryTake(out var writer)) writer = new PageWriter();
        writer.Begin(request, output);
        try
        {
            if (request.Sections == PageSections.Collector) await WriteOwnAsync(writer, request);
            else await WriteStoreAsync(writer, request);
        }
        finally
        {
            metrics.LeftOutDuplicates(writer.TakeDuplicates());
            writer.Clear();
            _spare.Add(writer);
        }
    }

    // Without a reading: whoever is slow with this page holds no snapshots back.
    private async ValueTask WriteOwnAsync(PageWriter writer, PageRequest request)
    {
        writer.Append(instruments.Write(request.Format));
        await writer.CompleteAsync();
    }

    private async ValueTask WriteStoreAsync(PageWriter writer, PageRequest request)
    {
        using var reading = store.Epochs.Enter();
        writer.Reading.Take(request.Targets.Choose(_shards.Of(store.TargetArray, request.Targets.Shard)));
        if (ShowsCollector(request))
        {
            writer.Append(instruments.Write(request.Format));
            if (store.Derived is { } derived) writer.Reading.TakeDerived(derived);
        }

        if (request.Sections.HasFlag(PageSections.Targets)) await WriteTargetsAsync(writer, request);
        if (request.Sections.HasFlag(PageSections.Modules)) await WriteModulesAsync(writer);
        await writer.CompleteAsync();
    }

    private async ValueTask WriteModulesAsync(PageWriter writer)
    {
        var plan = PlanFor(writer.Reading);
        await writer.WriteModulesAsync(plan);
        await writer.WriteInventoryAsync(plan);
    }

    private static bool ShowsCollector(PageRequest request) =>
        request.Sections.HasFlag(PageSections.Collector) && !request.Targets.HasSelectors && request.Targets.Shard.Number == 1;

    private async ValueTask WriteTargetsAsync(PageWriter writer, PageRequest request)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var family in TargetFamilies.All)
        {
            if (family.IsOfStreams && (!writer.Reading.HasStreams || (!options.GnmicNames && GnmicFamilies.IsOne(family)))) continue;
            if (family.NameText == TargetFamilies.Up && (request.Targets.HasSelectors || !options.Up)) continue;
            await writer.WriteTargetsAsync(family, now);
        }
    }

    private PagePlan PlanFor(PageReading reading)
    {
        var plan = _plans.Get(reading.Schemas, out var isNew);
        if (isNew) metrics.Planned(plan.TypeConflicts, plan.NameClashes);
        return plan;
    }
}
