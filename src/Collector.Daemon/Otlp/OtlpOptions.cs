using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;

namespace Collector.Daemon.Otlp;

/// <summary>The <c>otlp</c> section of collector.yml: where the collector's own metrics are pushed to. Only a start puts it in force.</summary>
internal sealed record OtlpOptions
{
    public required Uri Endpoint { get; init; }

    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.Grpc;

    /// <summary>From one push to the next, 1 s to 1 h.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest that one may take, 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Sent with each push, credentials among them.</summary>
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Where HTTP posts go to: the signal's own path unless somebody wrote another one (OTLP specification, OTLP/HTTP request).</summary>
    public Uri Target => Protocol == OtlpProtocol.Http && Endpoint.AbsolutePath == "/" ? new Uri(Endpoint, "/v1/metrics") : Endpoint;

    /// <summary>Without what the endpoint's URL and the headers may hold.</summary>
    public override string ToString() => $"{Protocol} {HttpUrl.Shown(Endpoint)}";

    public bool Equals(OtlpOptions? other) =>
        other is not null && Endpoint == other.Endpoint && Protocol == other.Protocol && Interval == other.Interval && Timeout == other.Timeout
        && Headers.Count == other.Headers.Count && Headers.All(header => other.Headers.TryGetValue(header.Key, out var same) && header.Value.Equals(same));

    public override int GetHashCode() => HashCode.Combine(Endpoint, Protocol, Interval, Timeout);
}
