using Collector.Export.RemoteWrite.Buffer;

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

    private async Task DeliverAsync(BufferedRequest buffered, CancellationToken stopping)
    {
        var request = new RequestInHand(buffered, buffer);
        if (endpoint.Quarantine.Count > 0 && request.LeaveOut(endpoint.Quarantine) is { } leftOut)
        {
            endpoint.LeftOut(leftOut);
            if (request.Samples == 0) return;
        }

        PoisonSearch? search = null;
        var serverErrors = 0;
        for (var attempt = 0; ; attempt++)
        {
            if (IsTooOld(request))
            {
                GiveUp(request, search);
                return;
            }

            var result = search is null ? await PostAsync(request.Body, request.Samples, attempt, stopping) : await SearchAsync(search, attempt, stopping);
            if (search is not null && result is null)
            {
                _retries.Succeeded();
                Count(request, search);
                return;
            }

            if (End(result!.Value, request)) return;
            serverErrors = result.Value.Outcome == SendOutcome.ServerError ? serverErrors + 1 : 0;
            if (serverErrors == FailuresBeforeSearch && request.Samples > 1 && search is null && request.Opened is { } parts) search = new PoisonSearch(parts);
            endpoint.Retried(result.Value, request.Samples);
            await Task.Delay(_retries.Next(result.Value.RetryAfter), time, stopping);
        }
    }

    private bool IsTooOld(RequestInHand request) =>
        endpoint.Options.Queue.SampleAgeLimit is var limit && limit > TimeSpan.Zero && time.GetUtcNow().ToUnixTimeMilliseconds() - request.NewestUnixMs > limit.TotalMilliseconds;

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
    private bool End(SendResult result, RequestInHand request)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                _retries.Succeeded();
                endpoint.Accepted(request.Samples, request.NewestUnixMs);
                return true;
            case SendOutcome.Rejected or SendOutcome.Unsupported:
                _retries.Succeeded();
                if (request.IsFromEarlierRun) endpoint.RejectedAgain(result, request.Samples);
                else endpoint.Rejected(result, request.Whole);
                return true;
            default:
                return false;
        }
    }

    private void GiveUp(RequestInHand request, PoisonSearch? search)
    {
        if (search is not null) Count(request, search); // as far as it came
        var lost = search is null ? request.Whole : request.Part(search.Open);
        endpoint.Lost(SampleDrop.TooOld, lost.Summary, lost.Targets);
    }

    private void Count(RequestInHand request, PoisonSearch search)
    {
        foreach (var culprit in search.Culprits) endpoint.Isolate(request.Opened!.LabelsOf(culprit));
        if (search.Culprits.Count > 0) endpoint.LeftOut(request.Part(search.Culprits));
        if (search.Accepted > 0) endpoint.Accepted(search.Accepted, request.NewestUnixMs);
        if (search.Rejected.Count == 0) return;
        if (request.IsFromEarlierRun) endpoint.Metrics.FailedAgain(search.Rejected.Count);
        else endpoint.RejectedInPart(request.Part(search.Rejected));
    }
}
