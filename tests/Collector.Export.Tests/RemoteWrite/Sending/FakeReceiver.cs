using System.Net;

namespace Collector.Export.Tests.RemoteWrite.Sending;

/// <summary>A receiver without a network: a test says what it answers, and sees what it got.</summary>
internal sealed class FakeReceiver(Func<FakeRequest, HttpResponseMessage?> answer) : HttpMessageHandler
{
    public List<FakeRequest> Requests { get; } = [];

    public static HttpResponseMessage Status(int status, string body = "", string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    /// <summary>Answers on the thread that asks, or not before it is told to give up.</summary>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var got = Read(request, cancellationToken);
        Requests.Add(got);
        return answer(got) is { } response ? Task.FromResult(response) : HangAsync(cancellationToken);
    }

    private static FakeRequest Read(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content!.CopyTo(body, context: null, cancellationToken);
        return new FakeRequest(
            body.ToArray(), request.Content.Headers.ContentType!.ToString(),
            request.Headers.Concat(request.Content.Headers).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    private static Task<HttpResponseMessage> HangAsync(CancellationToken cancellationToken)
    {
        var hanging = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.UnsafeRegister((_, cancelled) => hanging.TrySetCanceled(cancelled), null);
        return hanging.Task;
    }
}
