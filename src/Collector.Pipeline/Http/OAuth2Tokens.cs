using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Fetches an access token with the client-credentials grant (RFC 6749 section 4.4) and keeps it until shortly before it expires.</summary>
/// <remarks>Any thread; one request for a token at a time, the others wait for it.</remarks>
internal sealed class OAuth2Tokens : IDisposable
{
    private const int MostBytes = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>So much earlier than its end a token is not used any more, so that it does not expire on the way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly OAuth2Options _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private string? _token;
    private Secret? _secret; // that the token was fetched with
    private DateTimeOffset _expires;
    private bool _secretInBody; // the server does not take it in the header

    public OAuth2Tokens(OAuth2Options options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _client = HttpClients.Create(new HttpClientOptions { Tls = options.Tls, Proxy = options.Proxy }, time);
    }

    /// <exception cref="HttpRequestException">There is none to be had; the message holds no secret.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var secret = _options.ClientSecret?.Read() ?? Secret.From("");
            if (_token is { } token && secret.Equals(_secret) && _time.GetUtcNow() < _expires) return token;
            return await FetchAsync(secret, cancellationToken);
        }
        catch (SecretUnavailableException e)
        {
            throw new HttpRequestException($"oauth2: {e.Message}", e);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The server did not take it.</summary>
    public async Task DropAsync(string token)
    {
        await _oneAtATime.WaitAsync();
        if (_token == token) _token = null;
        _oneAtATime.Release();
    }

    public void Dispose()
    {
        _client.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task<string> FetchAsync(Secret secret, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var response = await AskAsync(secret, _secretInBody, patience.Token);
        if (!response.IsSuccessStatusCode && !_secretInBody)
        {
            // RFC 6749 section 2.3.1 asks servers to take the secret in the header; some take it in the body only.
            response.Dispose();
            response = await AskAsync(secret, secretInBody: true, patience.Token);
            _secretInBody = response.IsSuccessStatusCode;
        }

        using (response)
        {
            if (!response.IsSuccessStatusCode) throw new HttpRequestException($"oauth2: {HttpUrl.Shown(_options.TokenUrl)} answers {(int)response.StatusCode}");
            var body = await BoundedBody.ReadAsync(response, MostBytes, patience.Token);
            Take(body, secret);
            return _token!;
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Secret secret, bool secretInBody, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials")];
        if (_options.Scopes.Count > 0) form.Add(new("scope", string.Join(' ', _options.Scopes)));
        form.AddRange(_options.EndpointParams);
        if (secretInBody) form.AddRange([new("client_id", _options.ClientId), new("client_secret", secret.Reveal())]);
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.TokenUrl) { Content = new FormUrlEncodedContent(form) };
        if (!secretInBody) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Encoded($"{Uri.EscapeDataString(_options.ClientId)}:{Uri.EscapeDataString(secret.Reveal())}"));
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private void Take(byte[] body, Secret secret)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var token = json.RootElement.GetProperty("access_token").GetString();
            if (string.IsNullOrEmpty(token)) throw new HttpRequestException("oauth2: the answer has no access_token");
            (_token, _secret) = (token, secret);
            _expires = json.RootElement.TryGetProperty("expires_in", out var seconds) && Seconds(seconds) is { } lifetime ? _time.GetUtcNow() + lifetime - Margin : DateTimeOffset.MaxValue;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HttpRequestException("oauth2: the answer is not JSON with an access_token", e); // what it is instead may be a token all the same
        }
    }

    /// <summary>A number, which some servers write as text; none means that nobody knows.</summary>
    private static TimeSpan? Seconds(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
