using System.Globalization;
using System.Net;

namespace Collector.Grpc.Calls;

/// <summary>Builds the request of a call: gRPC over HTTP/2, "Requests".</summary>
internal static class RequestHeaders
{
    private const long MostDigits = 99_999_999;
    private static readonly string UserAgent = $"grpc-dotnet-collector/{typeof(RequestHeaders).Assembly.GetName().Version!.ToString(3)}";

    // The unit of grpc-timeout and its ticks of 100 ns; finest first.
    private static readonly (char Unit, long Ticks)[] Units = [('u', 10), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond), ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour)];

    public static HttpRequestMessage Create(Uri server, string method, in CallOptions options, HttpContent content, bool gzip)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers"); // C-core ends a call without it
        if (options.Timeout is { } timeout) request.Headers.TryAddWithoutValidation("grpc-timeout", Timeout(timeout));
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip");
        if (gzip) request.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        request.Headers.TryAddWithoutValidation("user-agent", UserAgent);
        foreach (var entry in options.Headers ?? Metadata.Empty) request.Headers.TryAddWithoutValidation(entry.Key, entry.WireValue);
        return request;
    }

    /// <summary>At most eight digits and a unit, rounded up: the server must not give up before we do.</summary>
    internal static string Timeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero) return "1n";
        foreach (var (unit, ticks) in Units)
        {
            var amount = (timeout.Ticks / ticks) + (timeout.Ticks % ticks == 0 ? 0 : 1);
            if (amount <= MostDigits) return string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");
        }

        return $"{MostDigits}H";
    }
}
