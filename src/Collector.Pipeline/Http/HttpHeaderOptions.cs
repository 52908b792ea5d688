using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>A header for every request: <c>http_headers</c>.</summary>
/// <param name="Name">As written.</param>
/// <param name="Values">Shown in /config.</param>
/// <param name="Secrets">Masked there; each is a value of its own, as is each file's content.</param>
public sealed record HttpHeaderOptions(string Name, IReadOnlyList<string> Values, IReadOnlyList<SecretSource> Secrets)
{
    public bool Equals(HttpHeaderOptions? other) =>
        other is not null && Name == other.Name && Values.SequenceEqual(other.Values, StringComparer.Ordinal) && Secrets.SequenceEqual(other.Secrets);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
