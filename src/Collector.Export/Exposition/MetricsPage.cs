using System.Collections.Concurrent;
using System.IO.Pipelines;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>Everything the store has, as one page of text. Next: Collector.Daemon, MetricsEndpoint.</summary>
/// <remarks>Any thread, as many pages at once as <see cref="PageLimits.Pages"/>: who lets requests in sees to that.</remarks>
public sealed class MetricsPage(SeriesStore store, TimeProvider time, PageLimits limits)
{
    private readonly PagePlanCache _plans = new();
    private readonly ConcurrentBag<PageWriter> _spare = [];

    /// <summary>Writes one page. It stands for the moment at which this call began, however slowly it is read.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="body">Where the bytes go; the caller completes it, or aborts it when the result is not <see cref="PageEnd.Served"/>.</param>
    /// <param name="readerGone">Ends the writing.</param>
    public async ValueTask<PageEnd> WriteAsync(PageRequest request, PipeWriter body, CancellationToken readerGone)
    {
        if (!_spare.TryTake(out var writer)) writer = new PageWriter();
        await using var output = new PageOutput(body, request.Gzip, limits, time, readerGone);
        writer.Begin(request, output);
        try
        {
            using var reading = store.Epochs.Enter();
            writer.Reading.Take(store.Targets);
            await writer.WriteModulesAsync(_plans.Get(writer.Reading.Schemas, out _));
            await writer.CompleteAsync();
            return PageEnd.Served;
        }
        catch (OperationCanceledException) when (output.End != PageEnd.Served)
        {
            return output.End;
        }
        finally
        {
            writer.Clear();
            _spare.Add(writer);
        }
    }
}
