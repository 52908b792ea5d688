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

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var got = new FakeRequest(
            await request.Content!.ReadAsByteArrayAsync(cancellationToken), request.Content.Headers.ContentType!.ToString(),
            request.Headers.Concat(request.Content.Headers).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
        Requests.Add(got);
        var response = answer(got);
        if (response is null) await Task.Delay(Timeout.Infinite, cancellationToken); // it hangs
        return response!;
    }
}
