using Collector.Export.RemoteWrite.Buffer;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Sends the requests of one shard, one after the other, until the receiver has each of them or never will.</summary>
/// <remarks>One task. What it cannot send stays in the buffer, and everything newer behind it: a series arrives in order.</remarks>
internal sealed class ShardSender(ISendBuffer buffer, EndpointState endpoint, TimeProvider time)
{
    /// <summary>A receiver that fails so often at one request may be failing at one of its series.</summary>
    private const int FailuresBeforeSearch = 5;

    private RetrySchedule _retries = new(endpoint.Options.Queue.MinBackoff, endpoint.Options.Queue.MaxBackoff, new Random());

    /// <summary>Sends until the buffer is complete and empty, or until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await buffer.WaitToReadAsync(stopping))
            {
                if (!buffer.TryPeek(out var request)) continue;
                if (!_retries.IsOf(endpoint.Options.Queue)) _retries = new RetrySchedule(endpoint.Options.Queue.MinBackoff, endpoint.Options.Queue.MaxBackoff, new Random());
                await DeliverAsync(request, stopping);
                buffer.Acknowledge(request.Id);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // what is left stays in the buffer
        }
    }

    private async Task DeliverAsync(BufferedRequest request, CancellationToken stopping)
    {
        var samples = request.Summary.Samples;
        OpenedRequest? opened = null;
        PoisonSearch? search = null;
        var body = request.Body;
        if (endpoint.Quarantine.Count > 0 && TryLeaveOut(ref body, ref samples, ref opened)) return;
        var serverErrors = 0;
        for (var attempt = 0; ; attempt++)
        {
            if (IsTooOld(request))
            {
                GiveUp(request, samples, search, opened);
                return;
            }

            var result = search is null ? await PostAsync(body, samples, attempt, stopping) : await SearchAsync(search, attempt, stopping);
            if (search is not null && result is null)
            {
                _retries.Succeeded();
                Count(search, opened!, request);
                return;
            }

            if (End(result!.Value, request, samples)) return;
            serverErrors = result.Value.Outcome == SendOutcome.ServerError ? serverErrors + 1 : 0;
            if (serverErrors == FailuresBeforeSearch && samples > 1 && search is null && (opened ??= OpenedRequest.Open(body.Span)) is { } parts) search = new PoisonSearch(parts);
            endpoint.Retried(result.Value, samples);
            await Task.Delay(_retries.Next(result.Value.RetryAfter), time, stopping);
        }
    }

    private bool IsTooOld(in BufferedRequest request) =>
        endpoint.Options.Queue.SampleAgeLimit is var limit && limit > TimeSpan.Zero && time.GetUtcNow().ToUnixTimeMilliseconds() - request.Summary.NewestUnixMs > limit.TotalMilliseconds;

    private async Task<SendResult?> PostAsync(ReadOnlyMemory<byte> body, int samples, int attempt, CancellationToken stopping)
    {
        var message = endpoint.Message;
        var sent = message == RemoteWriteMessage.V1 ? body : V2Request.Of(body, endpoint.Families);
        var began = time.GetTimestamp();
        var result = await endpoint.Receiver.PostAsync(sent, message, attempt, stopping);
        endpoint.Metrics.Posted(result.Outcome, sent.Length, time.GetElapsedTime(began));
        if (result.Outcome != SendOutcome.Unsupported) return result;
        endpoint.FallBack(result); // and the same again, in the older version
        return await PostAsync(body, samples, attempt, stopping);
    }

    private Task<SendResult?> SearchAsync(PoisonSearch search, int attempt, CancellationToken stopping) =>
        search.RunAsync(async part => (await PostAsync(part, samples: 0, attempt, stopping))!.Value);

    /// <summary>Whether the request is over.</summary>
    private bool End(SendResult result, in BufferedRequest request, int samples)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                _retries.Succeeded();
                endpoint.Accepted(samples, request.Summary.NewestUnixMs);
                return true;
            case SendOutcome.Rejected or SendOutcome.Unsupported:
                _retries.Succeeded();
                if (request.IsFromEarlierRun) endpoint.RejectedAgain(result, samples);
                else endpoint.Rejected(result, request.Summary with { Samples = samples }, buffer.PeekedTargets());
                return true;
            default:
                return false;
        }
    }

    private void GiveUp(in BufferedRequest request, int samples, PoisonSearch? search, OpenedRequest? opened)
    {
        if (search is not null)
        {
            Count(search, opened!, request); // as far as it came
            samples -= search.Accepted + search.Rejected + search.Culprits.Count;
        }

        endpoint.Lost(SampleDrop.TooOld, request.Summary with { Samples = samples }, buffer.PeekedTargets());
    }

    private void Count(PoisonSearch search, OpenedRequest opened, in BufferedRequest request)
    {
        foreach (var culprit in search.Culprits) endpoint.Isolate(opened.LabelsOf(culprit));
        endpoint.Metrics.Dropped(SampleDrop.Quarantined, search.Culprits.Count);
        if (search.Accepted > 0) endpoint.Accepted(search.Accepted, request.Summary.NewestUnixMs);
        endpoint.Metrics.Failed(search.Rejected);
    }

    /// <summary>Leaves out what is in quarantine. True when nothing is left.</summary>
    private bool TryLeaveOut(ref ReadOnlyMemory<byte> body, ref int samples, ref OpenedRequest? opened)
    {
        if (OpenedRequest.Open(body.Span) is not { } request) return false;
        var kept = Enumerable.Range(0, request.Count).Where(place => !endpoint.Quarantine.Contains(request.LabelsOf(place))).ToArray();
        if (kept.Length == request.Count) return false;
        endpoint.Metrics.Dropped(SampleDrop.Quarantined, request.Count - kept.Length);
        samples = kept.Length;
        body = request.Compress(kept);
        opened = OpenedRequest.Open(body.Span);
        return samples == 0;
    }
}
