using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Collector.Pipeline.Http;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Posts requests to one endpoint and says what came of each. What the network does is an outcome.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class Receiver(HttpClient client, RemoteWriteOptions options, TimeProvider time)
{
    private const int LongestReason = 1024;
    private const string WrittenSamples = "X-Prometheus-Remote-Write-Samples-Written";

    private static readonly MediaTypeHeaderValue TypeV1 = new("application/x-protobuf");
    private static readonly MediaTypeHeaderValue TypeV2 = MediaTypeHeaderValue.Parse("application/x-protobuf;proto=io.prometheus.write.v2.Request");

    /// <param name="body">Compressed.</param>
    /// <param name="message">What it is.</param>
    /// <param name="attempt">0 for the first time.</param>
    /// <param name="stopping">Ends everything; then there is no result.</param>
    public async Task<SendResult> PostAsync(ReadOnlyMemory<byte> body, RemoteWriteMessage message, int attempt, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.RemoteTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        using var request = Make(body, message, attempt);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await JudgeAsync(request, response, message, either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.TimedOut, Reason: $"no answer within {options.RemoteTimeout.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return new SendResult(SendOutcome.Unreachable, Reason: exception.GetBaseException().Message);
        }
    }

    private HttpRequestMessage Make(ReadOnlyMemory<byte> body, RemoteWriteMessage message, int attempt)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = message == RemoteWriteMessage.V1 ? TypeV1 : TypeV2;
        content.Headers.ContentEncoding.Add("snappy");
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = content, Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        request.Headers.Add("X-Prometheus-Remote-Write-Version", message == RemoteWriteMessage.V1 ? "0.1.0" : "2.0.0");
        if (attempt > 0) request.Headers.Add("Retry-Attempt", attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return request;
    }

    private async Task<SendResult> JudgeAsync(HttpRequestMessage request, HttpResponseMessage response, RemoteWriteMessage message, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            // Older receivers take a 2.0 message for an empty one of 1.0 and say that all is well. Only who says what it wrote has written it.
            var isProven = message == RemoteWriteMessage.V1 || response.Headers.Contains(WrittenSamples);
            return isProven ? new SendResult(SendOutcome.Accepted, status) : new SendResult(SendOutcome.Unsupported, status, Reason: $"it did not say {WrittenSamples}");
        }

        var reason = SentSecrets.Hide(await ReadReasonAsync(response, cancellation), request, options.Http); // some servers repeat what they were sent
        var retryAfter = RetryAfter.Of(response.Headers.RetryAfter, time.GetUtcNow());
        return response.StatusCode switch
        {
            HttpStatusCode.UnsupportedMediaType when message == RemoteWriteMessage.V2 => new SendResult(SendOutcome.Unsupported, status, Reason: reason),
            HttpStatusCode.TooManyRequests when options.Queue.RetryOnHttp429 => new SendResult(SendOutcome.Throttled, status, retryAfter, reason),
            >= HttpStatusCode.InternalServerError => new SendResult(SendOutcome.ServerError, status, retryAfter, reason),
            _ => new SendResult(SendOutcome.Rejected, status, Reason: reason),
        };
    }

    private static async Task<string> ReadReasonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var bytes = new byte[LongestReason];
            var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            var text = Encoding.UTF8.GetString(bytes, 0, length).ReplaceLineEndings(" ").Trim();
            return new string([.. text.Where(letter => !char.IsControl(letter))]);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return ""; // the status is what counts
        }
    }
}
