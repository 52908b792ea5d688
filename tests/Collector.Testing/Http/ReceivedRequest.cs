using Microsoft.AspNetCore.Http;

namespace Collector.Testing.Http;

/// <summary>A request as it came to a <see cref="FakeHttpServer"/>.</summary>
/// <param name="Headers">By name, in any case of letters; several values with commas between them.</param>
/// <param name="ClientCertificate">The subject of the client's certificate.</param>
public sealed record ReceivedRequest(string Method, string Path, string Protocol, IReadOnlyDictionary<string, string> Headers, byte[] Body, string? ClientCertificate)
{
    /// <summary>The value of a header; empty when it is not there.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    internal static async Task<ReceivedRequest> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        http.Request.Body = new MemoryStream(body.ToArray());
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new ReceivedRequest(
            http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Protocol, headers, body.ToArray(), http.Connection.ClientCertificate?.Subject);
    }
}
