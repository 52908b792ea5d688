using System.Collections.Concurrent;
using System.IO.Pipelines;
using Collector.Export.Exposition.Output;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;

namespace Collector.Export.Exposition.Gathered;

/// <summary>A page of given snapshots as Prometheus' Go client writes one: families by name, series by the values of their labels, its numbers, and nothing at all when they contradict each other.</summary>
/// <remarks>Any thread. The snapshots must not change while a page is written; the store's have <see cref="MetricsPage"/>.</remarks>
public sealed class GatheredPage(IReadOnlyList<ModuleGauge> gauges, ExpositionOptions options, TimeProvider time) : IDisposable
{
    /// <summary>Pages written at a time: each holds about 130 KB.</summary>
    public const int MostPages = 16;

    private const int MostPlans = 256;

    private readonly Published<GatheredPlan[]> _newestFirst = new([]);
    private readonly ConcurrentBag<GatheredWriter> _spare = [];
    private readonly RowRanks _ranks = new();
    private readonly SemaphoreSlim _turns = new(MostPages);

    /// <summary>Why the modules cannot be on one page, in words; null when they can.</summary>
    public string? FindConflict(IReadOnlyList<GatheredModule> modules)
    {
        var plan = PlanFor(modules);
        if (plan.Shared.Length == 0) return null;
        var writer = Rent();
        var conflict = writer.FindConflict(plan, modules);
        Return(writer);
        return conflict;
    }

    /// <summary>What is said of a family that has a series twice.</summary>
    public static string TwiceMessage(string family) => GatheredWriter.TwiceMessage(family);

    /// <summary>Writes the modules, which have no conflict.</summary>
    /// <param name="modules">What to show.</param>
    /// <param name="gzip">Whether the body is compressed.</param>
    /// <param name="body">Where the bytes go; the caller completes it, or aborts it when the result is not <see cref="ScrapeOutcome.Served"/>.</param>
    /// <param name="readerGone">Ends the writing.</param>
    public async ValueTask<ScrapeOutcome> WriteAsync(IReadOnlyList<GatheredModule> modules, bool gzip, PipeWriter body, CancellationToken readerGone)
    {
        if (!await EnterAsync(readerGone)) return ScrapeOutcome.ReaderGone;
        var writer = Rent();
        await using var output = new PageOutput(body, gzip, options, time, readerGone);
        try
        {
            await writer.WriteAsync(PlanFor(modules), modules, output);
            return ScrapeOutcome.Served;
        }
        catch (OperationCanceledException) when (output.End != ScrapeOutcome.Served)
        {
            return output.End;
        }
        finally
        {
            Return(writer);
            _turns.Release();
        }
    }

    public void Dispose()
    {
        while (_spare.TryTake(out var writer)) writer.Dispose();
        _turns.Dispose();
    }

    private async ValueTask<bool> EnterAsync(CancellationToken readerGone)
    {
        try
        {
            await _turns.WaitAsync(readerGone);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private GatheredWriter Rent() => _spare.TryTake(out var writer) ? writer : new GatheredWriter(_ranks);

    private void Return(GatheredWriter writer)
    {
        writer.Clear();
        _spare.Add(writer);
    }

    private GatheredPlan PlanFor(IReadOnlyList<GatheredModule> modules)
    {
        var known = _newestFirst.Value;
        foreach (var plan in known)
        {
            if (plan.IsFor(modules)) return plan;
        }

        // Two pages that meet the same modules at once may both make the plan; one is kept.
        var made = new GatheredPlan([.. modules.Select(module => module.Snapshot?.Schema)], gauges);
        _newestFirst.Publish([made, .. known.Take(MostPlans - 1)]);
        return made;
    }
}
