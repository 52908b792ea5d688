using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Collector.Pipeline.Http;
using Collector.Pipeline.Patterns;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Fetches a list from a URL as Prometheus' <c>http_sd</c> does: only a 200 with JSON counts.</summary>
internal sealed class HttpTargetList(HttpListOptions options, TimeProvider time) : ITargetList
{
    /// <summary>A hundred bytes a target make this more than half a million targets.</summary>
    internal const int MostBytes = 64 << 20;

    private const int LongestType = 80; // of a content type in a message
    private const int LongestReason = 300;

    /// <summary>A fetch may take as long as the interval, as in Prometheus, but no longer than this.</summary>
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);

    private static readonly Re2Pattern Json =
        Re2Pattern.TryParse("""^(?i:application/json(;\s*charset=("utf-8"|utf-8))?)$""", out var pattern, out var error) ? pattern : throw new InvalidOperationException(error);

    private readonly HttpClient _client = HttpClients.Create(options.Client, time);

    public async Task<IReadOnlyList<TargetGroup>> FetchAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.RefreshInterval < LongestPatience ? options.RefreshInterval : LongestPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await AskAsync(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TargetListException("no answer in time", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var reason = e.GetBaseException();
            throw new TargetListException(ReferenceEquals(reason, e) ? e.Message : $"{e.Message} ({reason.Message})", e);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<IReadOnlyList<TargetGroup>> AskAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Url) { Version = _client.DefaultRequestVersion, VersionPolicy = _client.DefaultVersionPolicy };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("X-Prometheus-Refresh-Interval-Seconds", options.RefreshInterval.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK) throw new TargetListException($"the server answers {(int)response.StatusCode}");
        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString().Trim() : "";
        if (!Json.IsMatch(type)) throw new TargetListException($"the content type is {Shown(SentSecrets.Hide(type, request, options.Client))} and not application/json");
        var body = await BoundedBody.ReadAsync(response, MostBytes, cancellationToken);
        try
        {
            return TargetListJson.Read(body, options.Name, options.Rules, new Label("__meta_url", options.Name));
        }
        catch (TargetListException e)
        {
            var reason = SentSecrets.Hide(e.Message, request, options.Client); // it names parts of the body
            throw new TargetListException(reason[..Math.Min(reason.Length, LongestReason)], e.InnerException ?? e);
        }
    }

    private static string Shown(string type) => type.Length == 0 ? "missing" : $"\"{type[..Math.Min(type.Length, LongestType)]}\"";
}
