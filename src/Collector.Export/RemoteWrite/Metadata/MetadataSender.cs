using Collector.Export.RemoteWrite.Sending;

namespace Collector.Export.RemoteWrite.Metadata;

/// <summary>Tells a receiver of 1.0 again and again what families are: nothing of it is kept, so nothing is tried again before its next turn. In 2.0 it travels with each series.</summary>
/// <remarks>One task.</remarks>
internal sealed class MetadataSender(EndpointState endpoint, TimeProvider time)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(endpoint.Options.Metadata.SendInterval, time, stopping);
                if (endpoint.Options.Metadata.Send && endpoint.Message == RemoteWriteMessage.V1) await SendAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the process ends, or the endpoint is removed
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        foreach (var families in endpoint.Families.All().Chunk(endpoint.Options.Metadata.MaxSamplesPerSend))
        {
            var result = await endpoint.Receiver.PostAsync(MetadataRequest.Of(families), RemoteWriteMessage.V1, attempt: 0, stopping);
            endpoint.Metrics.MetadataPosted(families.Length, isTaken: result.Outcome == SendOutcome.Accepted);
            if (result.Outcome is SendOutcome.TimedOut or SendOutcome.Unreachable or SendOutcome.ServerError or SendOutcome.Throttled) return; // the samples' sender says so
        }
    }
}
