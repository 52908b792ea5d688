using Collector.Pipeline.Http;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Prometheus' <c>http_sd</c>: a URL that answers with groups of targets as JSON.</summary>
public sealed record HttpListOptions : TargetListOptions
{
    public static readonly TimeSpan DefaultRefreshInterval = TimeSpan.FromSeconds(60);

    public required Uri Url { get; init; }

    public HttpClientOptions Client { get; init; } = new();

    public override string Kind => "http";

    public override string Name => HttpUrl.Shown(Url);

    // Two URLs are equal to .NET when only their passwords differ.
    public bool Equals(HttpListOptions? other) => base.Equals(other) && Url.OriginalString == other.Url.OriginalString && Client == other.Client;

    public override string ToString() => Name;

    public override int GetHashCode() => HashCode.Combine(Url.OriginalString, RefreshInterval);

    internal override ITargetList Open(TimeProvider time) => new HttpTargetList(this, time);
}
