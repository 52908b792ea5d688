using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>What a request carried that nobody but its server may read.</summary>
public static class SentSecrets
{
    private const string Authorization = "Authorization";

    /// <summary>Words of the server, without the secrets of the request that it answers.</summary>
    /// <param name="text">What it said.</param>
    /// <param name="request">As it was sent.</param>
    /// <param name="options">Say which of its headers are secret.</param>
    public static string Hide(string text, HttpRequestMessage request, HttpClientOptions options)
    {
        var names = options.Headers.Where(header => header.Secrets.Count > 0).Select(header => header.Name).Append(Authorization);
        return EchoedSecrets.Hide(text, names.SelectMany(name => request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToArray() : []));
    }
}
