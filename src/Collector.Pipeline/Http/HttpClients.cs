using System.Net;
using System.Net.Http.Headers;
using Collector.Pipeline.Diagnostics;

namespace Collector.Pipeline.Http;

/// <summary>Makes HTTP clients that do what an <c>http_config</c> says.</summary>
public static class HttpClients
{
    /// <summary>A client without a timeout of its own: whoever asks has one. It says who we are, and keeps connections.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="time">Says when a token expires.</param>
    public static HttpClient Create(HttpClientOptions options, TimeProvider time)
    {
        var tokens = options.OAuth2 is { } oauth2 ? new OAuth2Tokens(oauth2, time) : null;
        HttpMessageHandler handler = new CredentialsHandler(options, tokens, new TransportHandler(options));
        if (options.FollowRedirects) handler = new RedirectHandler(handler);
        var client = new HttpClient(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = options.EnableHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("collector", CollectorMeter.Version));
        return client;
    }
}
