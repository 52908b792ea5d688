using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Reads <c>http_headers</c>: <c>{ X-Scope: { values: [a], secrets: [b], files: [c] } }</c>, less the headers that a user may not set.</summary>
internal sealed class HttpHeadersReader(string folder, ConfigurationProblems problems)
{
    // What changes the connection, or is set by whoever makes the request: Prometheus' list.
    private static readonly HashSet<string> Reserved = new(
        [
            "authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "www-authenticate", "accept-encoding", "x-prometheus-remote-write-version", "x-prometheus-remote-read-version",
            "x-prometheus-scrape-timeout-seconds", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
            "transfer-encoding", "upgrade", "te", "trailer", "expect",
        ],
        StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<HttpHeaderOptions> Read(MappingReader owner)
    {
        if (owner.Mapping("http_headers") is not { } headers) return [];
        var read = new List<HttpHeaderOptions>();
        var nodes = new NodeReader(problems);
        foreach (var (name, value) in headers.Entries())
        {
            if (name.Text.Length == 0 || !name.Text.All(IsTokenLetter)) problems.Error(name.Position, "http_headers: not the name of a header");
            else if (Reserved.Contains(name.Text)) problems.Error(name.Position, $"http_headers: {name.Text} may not be set");
            else if (read.Exists(header => header.Name.Equals(name.Text, StringComparison.OrdinalIgnoreCase))) problems.Error(name.Position, $"http_headers: {name.Text} is there twice");
            else if (nodes.Mapping(value, name.Text) is { } header) read.Add(ReadHeader(name.Text, header));
        }

        return read;
    }

    /// <summary>RFC 9110 section 5.6.2.</summary>
    internal static bool IsTokenLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);

    private HttpHeaderOptions ReadHeader(string name, MappingReader header)
    {
        var values = new List<string>();
        foreach (var value in header.Scalars("values"))
        {
            if (IsValue(value.Text)) values.Add(value.Text);
            else problems.Error(value.Position, $"{name}: a header has no line breaks and no control characters");
        }

        var secrets = new List<SecretSource>();
        foreach (var secret in header.Scalars("secrets"))
        {
            if (IsValue(secret.Text)) secrets.Add(new WrittenSecret(Secret.From(secret.Text)));
            else problems.Error(secret.Position, $"{name}: a header has no line breaks and no control characters");
        }

        foreach (var file in header.Scalars("files"))
        {
            var named = NamedFile.In(folder, "files", file);
            if (FileTrouble.Of(named.Path) is { } trouble) problems.Error(named.Position, named.Said(trouble)); // an error in Prometheus as well
            secrets.Add(new SecretFile(named.Path));
        }

        header.RejectUnknown();
        return new HttpHeaderOptions(name, values, secrets);
    }

    private static bool IsValue(string text) => !text.Any(letter => char.IsControl(letter) && letter != '\t');
}
